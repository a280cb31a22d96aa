package io.doppelstream.cli.models;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.ModelPublished;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.serde.SerdeConfig;
import io.doppelstream.service.config.KafkaSettings;
import io.doppelstream.service.publish.ModelPublisher;
import io.doppelstream.service.publish.Publication;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doppel publish}: publishes a model to the cluster. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publishes a model to the cluster: its artifact first, then the record that points to it.",
        footer = {
            "",
            "Example:",
            "  doppel publish --model models/bank --bootstrap broker:9092 --registry http://registry:8081"
        })
public final class PublishCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Folder of a model package.")
    private Path model;

    @Option(names = "--force", description = "Publish even a model of images with mode collapse.")
    private boolean force;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException, ModelPackageException {
        System.out.println(publish(cluster, ModelPackage.open(model), force));
        return 0;
    }

    /**
     * Publishes and says so.
     *
     * @param force whether a collapsed model is published too
     */
    public static String publish(ClusterOptions cluster, ModelPackage model, boolean force) throws IOException {
        if (!force && model.manifest().quality().containsKey(ImageQuality.COLLAPSED)) {
            throw new UserException("Expected a model whose images vary, found one with mode collapse in "
                    + model.directory()
                    + ": look at its report.html and train again, longer, with another seed or kind;"
                    + " --force publishes it all the same");
        }
        cluster.check();
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            Publication publication = new ModelPublisher(
                            new KafkaSettings(cluster.bootstrap(), cluster.client()),
                            cluster.topics(),
                            registry,
                            SerdeConfig.from(cluster.registryClient()))
                    .publish(model);
            if (publication instanceof Publication.Refused refused) {
                throw new UserException(refused.message());
            } else if (publication instanceof Publication.AlreadyPublished already) {
                return "Already published: " + describe(already.model());
            }
            return "Published " + describe(((Publication.Published) publication).model());
        }
    }

    private static String describe(ModelPublished model) {
        return model.getName() + " " + model.getVersion() + ", digest " + model.getDigest();
    }
}
