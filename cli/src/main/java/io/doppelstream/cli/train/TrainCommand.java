package io.doppelstream.cli.train;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel train}: fits a model to a file or a topic. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Fits a model to a table (CSV, Parquet or JSON file, topic) or to images (folder, idx file, CSV of pixels), and"
                        + " writes it, with a report, to a folder.",
        footer = {
            "",
            "Example:",
            "  doppel train --data customers.csv --name customers --minutes 5 --out models/customers",
            "  doppel train --data topic:orders --name orders --out models/orders",
            "  doppel train --data photos/ --image 32x32x3 --kind dcgan --minutes 30 --name photos --out models/photos",
            "",
            "Ctrl-C, or a crash, leaves a checkpoint in DIR.checkpoint: the same command with --resume goes on with it.",
            "",
            "Overrides of the inferred schema and settings of the GAN kind (--config), in YAML:",
            "  key: customer_id",
            "  columns:",
            "    zipcode: {type: categorical}",
            "    comment: {drop: true}",
            "  training: {hidden: 384, batch: 1000}"
        })
public final class TrainCommand implements Callable<Integer> {

    @Mixin
    private SourceOptions source;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private TableOptions tables;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML with overrides of the inferred schema and settings of the GAN kind.")
    private Path config;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the model; must not exist.")
    private Path out;

    @Option(names = "--publish", description = "Publish the model to the cluster when it is done.")
    private boolean publish;

    @Option(names = "--force", description = "Publish even a model of images with mode collapse.")
    private boolean force;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        if (Files.exists(out)) {
            throw new UserException("Expected no file or folder at --out yet, found " + out + ": choose another one");
        }
        tables.check();
        training.check();
        source.check();
        TrainingFile file = config == null ? TrainingFile.NONE : TrainingFile.read(config);
        boolean images = source.ofImages(training.kind(), cluster);
        GanConfig gan = training.gan(images, file.training());
        tables.labels().check(gan);
        String version = training.version();
        System.err.println("Reading " + source.data() + " ...");
        return finish(images ? trainImages(gan, version) : trainTable(gan, version, file.schema()));
    }

    private TrainingResult trainImages(GanConfig gan, String version) throws IOException, UnusableDataException {
        tables.refuseForImages();
        return new ImageTraining(training, gan, version, out).run(source.images(cluster));
    }

    private TrainingResult trainTable(GanConfig gan, String version, SchemaOverrides overrides)
            throws IOException, UnusableDataException {
        Optional<PrivacyConfig> privacy = tables.privacy().budget(training.resume());
        Optional<TopicSource> topic = source.topic(overrides, cluster);
        try (TableSource table = topic.isPresent() ? topic.get().table() : source.file(overrides)) {
            topic.ifPresent(read -> System.err.println(read.summary()));
            return new TableTraining(training, tables, gan, privacy, version, out)
                    .run(table, topic.map(TopicSource::schema));
        }
    }

    private int finish(TrainingResult result) throws IOException {
        if (!(result instanceof TrainingResult.Complete complete)) {
            throw new UserException(result.message());
        }
        System.out.println(complete.message());
        if (publish) {
            System.out.println(PublishCommand.publish(cluster, complete.model(), force));
        }
        return 0;
    }
}
