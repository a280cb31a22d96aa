package io.doppelstream.cli.train;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.models.PublishCommand;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.image.ImageData;
import io.doppelstream.model.image.ImageOptions;
import io.doppelstream.model.image.ImageSource;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.ImageTrainer;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.detect.LabelledTable;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.image.GridFolder;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.privacy.PrivacyNotice;
import io.doppelstream.trainer.stream.StreamConfig;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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

    private static final double DEFAULT_MINUTES = 5;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "SOURCE",
            description =
                    "A CSV, Parquet or JSON file, also .gz; topic:NAME: the Avro records of a topic; images: a folder of PNG and"
                            + " JPEG files, whose sub-folders are classes, an idx file, or a CSV file of pixels with --image or a"
                            + " kind for images alone.")
    private String data;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Records to read of a topic (default: all up to its end).")
    private Long count;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the model.")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the model; must not exist.")
    private Path out;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Version of the model (default: the time in UTC, such as 20260131-142530).")
    private String version;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "GAN kind: tabular, ctgan for tables; alad for tables and scores of anomalies; dcgan, r3gan-lite, projection for images; vanilla, conditional,"
                            + " wgan-gp for both (default: tabular for tables, dcgan for images). See docs/gan-kinds.md.")
    private String kind;

    @Option(
            names = "--image",
            paramLabel = "HxW[xC]",
            description =
                    "The data is images of this height, width and number of channels (1 grey, 3 colour), such as 28x28x1;"
                            + " images of another size are resized.")
    private String image;

    @Option(
            names = "--maximum",
            paramLabel = "M",
            description = "Number that stands for full brightness in a CSV or idx file of images (default: found).")
    private Double maximum;

    @ArgGroup
    private Length length = new Length();

    /** How long training takes. */
    static final class Length {
        @Option(
                names = "--minutes",
                paramLabel = "M",
                description = "Minutes of training, its evaluations included; export comes on top (default: 5).")
        private Double minutes;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the rows instead of minutes: makes the model reproducible.")
        private Long epochs;
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of the rows set aside for the figures (default: ${DEFAULT-VALUE}).")
    private double holdout;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML with overrides of the inferred schema and settings of the GAN kind.")
    private Path config;

    @Option(
            names = "--window",
            paramLabel = "ROWS",
            description = "Rows held in memory at a time: a table with more is trained on through a window of so many"
                    + " rows, replaced as fast as they are drawn (default: ${DEFAULT-VALUE}).")
    private int window = StreamConfig.defaults().windowRows();

    @Option(
            names = "--resume",
            description =
                    "Go on with a training that was stopped or killed, with the same data and options; of --minutes"
                            + " the rest is trained.")
    private boolean resume;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "End training when N evaluations in a row, of 20 in the whole time, are clearly below the best"
                            + " (default: ${DEFAULT-VALUE}; 0: use the whole time).")
    private int patience = ValidationConfig.defaults().patience();

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "Column that the data is used to predict: drawn last by a classifier if it has categories;"
                    + " utility, disclosure and bias are about it.")
    private String target;

    @Option(
            names = "--protected",
            paramLabel = "COLUMN",
            description = "Column whose groups are to be treated alike, for the figures of bias; may be repeated.")
    private List<String> protectedColumns = List.of();

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description =
                    "Train with differential privacy of at most this epsilon for each row (0.5 strict, 1 to 3 usual,"
                            + " 10 weak); kind tabular only, neither reproducible nor resumable. See docs/privacy.md.")
    private Double epsilon;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "Delta of --epsilon, below 1 by the number of training rows (default: a tenth of that).")
    private Double delta;

    @Option(
            names = "--anomaly-where",
            paramLabel = "CONDITION",
            description =
                    "Which rows are anomalies, such as \"attack = 'yes'\": chooses the default score. Its columns are not"
                            + " learned. Kind alad only.")
    private String anomalyWhere;

    @Option(names = "--normal-only", description = "Fit without the rows of --anomaly-where.")
    private boolean normalOnly;

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
        if (window < StreamConfig.FEWEST_ROWS) {
            throw new UserException(
                    "Expected --window of at least " + StreamConfig.FEWEST_ROWS + " rows, found " + window);
        }
        if (patience < 0) {
            throw new UserException("Expected --patience of at least 0, found " + patience);
        }
        if (count != null && !data.startsWith(TopicSource.PREFIX)) {
            throw new UserException("Expected --count only with --data topic:NAME, found --data " + data);
        }
        TrainingFile file = config == null ? TrainingFile.NONE : TrainingFile.read(config);
        boolean images = ofImages();
        GanConfig gan = GanConfig.of(kind == null ? (images ? "dcgan" : "tabular") : kind, file.training());
        if (images ? !gan.learnsImages() : !gan.learnsTables()) {
            throw new UserException("Expected " + (images ? "a table" : "images") + " for the GAN kind " + gan.kind()
                    + ", found " + (images ? "images" : "a table")
                    + ": choose another --kind; docs/gan-kinds.md has them all");
        }
        if ((anomalyWhere != null && !gan.detects()) || (normalOnly && anomalyWhere == null)) {
            throw new UserException("Expected --anomaly-where with --kind alad, and --normal-only with --anomaly-where,"
                    + " found --kind " + gan.kind() + (anomalyWhere == null ? " without" : " with")
                    + " --anomaly-where");
        }
        Manifest.checkName("--name", name);
        String chosenVersion = version == null
                ? DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC))
                : Manifest.checkName("--model-version", version);
        System.err.println("Reading " + data + " ...");
        if (images) {
            return finish(trainImages(gan, chosenVersion));
        }
        TrainingResult result;
        Optional<PrivacyConfig> privacy = privacy();
        Optional<TopicSource> topic = topic(file.schema());
        try (TableSource source =
                topic.isPresent() ? topic.get().table() : TableSource.open(Path.of(data), file.schema())) {
            topic.ifPresent(read -> System.err.println(read.summary()));
            System.err.print(describe(source.schema(), source.rows()));
            int rows = (int) Math.min(Integer.MAX_VALUE, Math.round(source.rows() * (1 - holdout)));
            privacy.ifPresent(spent -> System.err.print(PrivacyNotice.warning(spent, rows, source.schema())));
            TrainingConfig plain = TrainingConfig.of(name, chosenVersion, gan, budget(gan, privacy, rows), seed)
                    .withHoldoutShare(holdout)
                    .withValidation(ValidationConfig.defaults().withPatience(patience))
                    .withCheckpoints(CheckpointConfig.of(start()))
                    .withEvaluation(new EvaluationOptions(
                            Optional.ofNullable(target), protectedColumns, EvaluationLimits.defaults()));
            TrainingConfig training = privacy.map(plain::withPrivacy).orElse(plain);
            // Without the label's columns records are not those of the topic.
            result = train(
                    topic.filter(read -> anomalyWhere == null)
                            .map(read -> training.withRecordSchema(read.schema().toString()))
                            .orElse(training),
                    source);
        }
        return finish(result);
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

    /** A folder, an idx file and a topic of such records are images; a CSV file may be either. */
    private boolean ofImages() {
        if (data.startsWith(TopicSource.PREFIX)) {
            return TopicSource.holdsImages(data.substring(TopicSource.PREFIX.length()), cluster);
        }
        boolean kindOfImages = kind != null && !GanConfig.of(kind).learnsTables();
        return image != null || kindOfImages || ImageSource.recognises(Path.of(data));
    }

    private ImageData readImages() throws UnusableDataException {
        ImageOptions options = ImageOptions.parse(image, maximum);
        return data.startsWith(TopicSource.PREFIX)
                ? TopicSource.readImages(data.substring(TopicSource.PREFIX.length()), records(), options, cluster)
                : ImageSource.read(Path.of(data), options);
    }

    private TrainingResult trainImages(GanConfig gan, String chosenVersion) throws IOException, UnusableDataException {
        if (target != null || !protectedColumns.isEmpty() || epsilon != null || delta != null) {
            throw new UserException(
                    "Expected a table with --target, --protected, --epsilon or --delta, found images: leave"
                            + " these options out");
        }
        ImageData read = readImages();
        System.err.println(read.summary());
        read.skipped().forEach(skipped -> System.err.println("  skipped: " + skipped));
        int trained = (int) Math.round(read.images().size() * (1 - holdout));
        TrainingConfig training = TrainingConfig.ofImages(
                        name, chosenVersion, gan, budget(gan, Optional.empty(), trained), seed)
                .withHoldoutShare(holdout)
                .withValidation(ValidationConfig.defaults().withPatience(patience))
                .withCheckpoints(CheckpointConfig.of(start()));
        System.err.println("A classifier of the images comes first; the grids of the training are in "
                + GridFolder.beside(out).directory());
        return train((bar, stop) -> new ImageTrainer(training, bar, stop).train(read.images(), out));
    }

    private Optional<TopicSource> topic(SchemaOverrides overrides) throws UnusableDataException {
        if (!data.startsWith(TopicSource.PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(
                TopicSource.read(data.substring(TopicSource.PREFIX.length()), records(), overrides, cluster));
    }

    private OptionalLong records() {
        return count == null ? OptionalLong.empty() : OptionalLong.of(requirePositive("--count", count));
    }

    private TrainingResult train(TrainingConfig training, TableSource source)
            throws IOException, UnusableDataException {
        StreamConfig config = StreamConfig.defaults().withWindowRows(window);
        if (config.streams(source.rows(), holdout)) {
            if (anomalyWhere != null) {
                throw new UserException("Expected a table that fits into --window (" + window
                        + " rows) with --anomaly-where, found one of " + source.rows() + " rows: raise --window");
            }
            if (training.privacy().isPresent()) {
                throw new UserException("Expected a table that fits into --window (" + window
                        + " rows) with --epsilon, which trains on all rows in memory, found one of " + source.rows()
                        + " rows: raise --window");
            }
            StreamedTable table = StreamedTable.of(source.shuffle(seed), holdout, config);
            System.err.printf(
                    Locale.ROOT,
                    "Training on %,d rows, %,d of them in memory at a time; %,d rows are set aside for the figures, %,d for"
                            + " the evaluations on the way%n",
                    table.rows(),
                    table.window().rows(),
                    table.holdout().rows(),
                    table.reference().rows());
            return train((bar, stop) -> new TabularTrainer(training, bar, stop).train(table, out));
        }
        Table table = source.read();
        source.close();
        if (anomalyWhere != null) {
            return trainLabelled(training, table);
        }
        return train((bar, stop) -> new TabularTrainer(training, bar, stop).train(table, out));
    }

    private TrainingResult trainLabelled(TrainingConfig training, Table table) throws IOException {
        LabelledTable labelled = LabelledTable.of(table, anomalyWhere);
        LabelledTable.Split split = labelled.split(normalOnly, holdout, seed);
        System.err.printf(
                Locale.ROOT,
                "%,d of %,d rows are anomalies, %s; %s%n",
                labelled.anomalies(),
                table.rows(),
                normalOnly ? "none of them in the fit" : "in the fit like all others",
                split.labelled().isPresent()
                        ? "those held out choose the default score"
                        : "too few are held out to choose the default score by");
        return train((bar, stop) -> new TabularTrainer(training, bar, stop)
                .train(split.training(), split.holdout(), split.labelled(), out));
    }

    private interface Run {
        TrainingResult with(TrainingListener listener, StopSignal stop) throws IOException;
    }

    private static TrainingResult train(Run run) throws IOException {
        ProgressBar bar = ProgressBar.onStandardError();
        try (Interruption interruption = new Interruption()) {
            TrainingResult result = run.with(bar, interruption);
            bar.finish();
            if (result instanceof TrainingResult.Interrupted) {
                // Said here: once the interruption is closed, the JVM ends.
                System.err.println("doppel: " + result.message());
            }
            return result;
        }
    }

    private Start start() {
        if (resume) {
            return Start.RESUME;
        }
        // A checkpoint would hold weights and optimizer moments between two steps of the budget.
        return epsilon == null ? Start.NEW : Start.UNSAVED;
    }

    private Optional<PrivacyConfig> privacy() {
        if (epsilon == null) {
            if (delta != null) {
                throw new UserException("Expected --epsilon with --delta, found --delta alone");
            }
            return Optional.empty();
        }
        if (resume) {
            throw new UserException("Expected --epsilon without --resume: the secret noise of a private training is not"
                    + " kept; train from the start");
        }
        return Optional.of(
                PrivacyConfig.of(epsilon, delta == null ? OptionalDouble.empty() : OptionalDouble.of(delta)));
    }

    private Budget budget(GanConfig gan, Optional<PrivacyConfig> privacy, int trained) {
        if (length.epochs != null) {
            long epochs = requirePositive("--epochs", length.epochs);
            return Budget.steps(
                    privacy.map(budget -> budget.steps(epochs, trained)).orElseGet(() -> gan.steps(epochs, trained)));
        }
        double minutes = length.minutes == null ? DEFAULT_MINUTES : length.minutes;
        return Budget.time(Duration.ofMillis(Math.round(requirePositive("--minutes", minutes) * 60_000)));
    }

    private static <N extends Number> N requirePositive(String option, N value) {
        if (!(value.doubleValue() > 0)) {
            throw new UserException("Expected " + option + " above 0, found " + value);
        }
        return value;
    }

    /** What was inferred, for the user to check. */
    static String describe(TableSchema schema, long rows) {
        TextTable text = new TextTable("column", "type", "learned as", "nulls");
        for (Column column : schema.columns()) {
            text.row(column.name(), column.type().label(), role(column), column.nullable() ? "yes" : "");
        }
        return rows + " rows, " + schema.size() + " columns" + System.lineSeparator() + text;
    }

    private static String role(Column column) {
        if (column.role() instanceof Role.Categorical categorical) {
            return "category of " + categorical.vocabulary().size();
        } else if (column.role() instanceof Role.Constant constant) {
            return "constant " + (constant.value() == null ? "null" : "'" + constant.value() + "'");
        } else if (column.role() instanceof Role.Identifier) {
            return "identifier, generated anew";
        }
        return "number";
    }
}
