package io.doppelstream.trainer;

import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Digests;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.evaluate.Evaluation;
import io.doppelstream.trainer.evaluate.EvaluationInput;
import io.doppelstream.trainer.evaluate.Evaluator;
import io.doppelstream.trainer.evaluate.QualityJson;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelityMetric;
import io.doppelstream.trainer.evaluate.conditional.ConditionalSource;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.export.GenerateSignature;
import io.doppelstream.trainer.export.SavedModelWriter;
import io.doppelstream.trainer.export.ScoreSignature;
import io.doppelstream.trainer.export.ServingSignature;
import io.doppelstream.trainer.privacy.PrivateMarginals;
import io.doppelstream.trainer.report.Report;
import io.doppelstream.trainer.report.ReportWriter;
import io.doppelstream.trainer.report.TrainingCourse;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.validate.CollapseCheck;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;

/** Writes the package of a table's model. What is interrupted or collapsed leaves nothing. */
final class PackageWriter {

    private static final String SAVED_MODEL_FILE = "saved_model.pb";
    /** Sampled rows that a model is judged by, at most. */
    private static final int MOST_SAMPLED_ROWS = 50_000;

    private static final int FEWEST_SAMPLED_ROWS = 2_000;

    private static final Set<String> PRIVATELY_UNUSED =
            Set.of("game", "batch", "conditionScale", "informationWeight", "warmUpShare");

    private final TrainingConfig config;
    private final Path directory;

    /** @throws FileAlreadyExistsException before any work is done, if there is something in the package's place */
    PackageWriter(TrainingConfig config, Path directory) throws IOException {
        this.config = config;
        this.directory = directory;
        PackageFolder.requireFree(directory);
    }

    TrainingResult write(TrainedGenerator trained, Table training, Table holdout, StopSignal stop) throws IOException {
        try (PackageFolder folder = PackageFolder.create(directory)) {
            Manifest draft = manifest(trained, training, holdout);
            Path savedModel = folder.file(ModelPackage.SAVED_MODEL);
            writeSavedModel(savedModel, trained, draft);
            Table real = holdout.rows() > 0 ? holdout : training;
            Table synthetic = asReal(trained, training, sample(savedModel, draft, training.rows()));
            // Whether a private model is published must not depend on real rows.
            List<String> findings = trained.release().isPresent() ? List.of() : CollapseCheck.findings(real, synthetic);
            if (!findings.isEmpty()) {
                return new TrainingResult.Collapsed(trained.summary().steps(), findings);
            }
            EvaluationInput input = input(real, synthetic, training, holdout);
            Evaluation evaluation = Evaluator.evaluate(input)
                    .trainedOn((int) Math.min(Integer.MAX_VALUE, trained.trainedRows()))
                    .with(conditionalFidelity(savedModel, draft, trained, training.followedBy(holdout)));
            QualityReport quality = evaluation.quality();
            Manifest manifest = draft.withQuality(evaluation.figures());
            QualityJson.write(folder.file("quality.json"), evaluation);
            ReportWriter.write(
                    folder.file("report.html"),
                    Report.of(manifest.name(), input, evaluation).ofModel(manifest, course(trained)));
            if (stop.requested() || Thread.currentThread().isInterrupted()) {
                return new TrainingResult.Interrupted(trained.summary().steps(), Optional.empty());
            }
            return new TrainingResult.Trained(folder.complete(manifest), quality, trained.summary());
        }
    }

    /** Privacy has no meaning without rows that were not trained on. */
    private EvaluationInput input(Table real, Table synthetic, Table training, Table holdout) {
        Optional<Table> train = holdout.rows() > 0 ? Optional.of(training) : Optional.empty();
        return new EvaluationInput(real, synthetic, train, config.evaluation(), config.seed());
    }

    private static TrainingCourse course(TrainedGenerator trained) {
        TrainingSummary summary = trained.summary();
        return new TrainingCourse(
                trained.history(),
                summary.evaluations(),
                summary.publishedStep(),
                summary.ending().reason());
    }

    private static void writeSavedModel(Path savedModel, TrainedGenerator trained, Manifest manifest)
            throws IOException {
        GenerateSignature signature = new GenerateSignature(manifest.schema(), manifest.codec(), manifest.conditions());
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<ServingSignature> signatures = new ArrayList<>();
            signatures.add(signature.draw(tf, trained.weights().constants(tf), trained.generator(), trained.target()));
            trained.detector()
                    .map(fitted -> new ScoreSignature(manifest.schema(), manifest.codec()).draw(tf, fitted.detector()))
                    .ifPresent(signatures::add);
            SavedModelWriter.write(savedModel, graph, signatures);
        }
    }

    private Table sample(Path savedModel, Manifest draft, int trainingRows) throws IOException {
        int rows = Math.max(FEWEST_SAMPLED_ROWS, Math.min(MOST_SAMPLED_ROWS, trainingRows));
        try (ModelSampler sampler = open(savedModel, draft)) {
            return sampler.sample(rows, config.seed());
        }
    }

    private ConditionalFidelity conditionalFidelity(
            Path savedModel, Manifest draft, TrainedGenerator trained, Table real) throws IOException {
        try (ModelSampler sampler = open(savedModel, draft)) {
            ConditionalSource source = (where, rows) -> sampler.compile(where) instanceof ConditionOutcome.Compiled met
                    ? Optional.of(asReal(trained, real, sampler.sample(rows, met.conditions(), config.seed())))
                    : Optional.empty();
            return ConditionalFidelityMetric.of(
                    real, source, config.evaluation().limits(), config.seed());
        }
    }

    /** A sample under the schema of the real rows; that of a private model has fewer categories. */
    private static Table asReal(TrainedGenerator trained, Table real, Table sample) {
        return trained.release().isPresent() ? PrivateMarginals.under(real.schema(), sample) : sample;
    }

    /** Chunk seeds follow from the SavedModel's digest here, since the package's needs the figures first. */
    private ModelSampler open(Path savedModel, Manifest draft) throws IOException {
        return ModelSampler.open(
                savedModel, draft, Digests.of(savedModel.resolve(SAVED_MODEL_FILE)), config.execution());
    }

    private Manifest manifest(TrainedGenerator trained, Table training, Table holdout) {
        Optional<PrivateRelease> release = trained.release();
        TableSchema schema = release.map(PrivateRelease::schema).orElse(training.schema());
        GenerateSignature signature = new GenerateSignature(
                schema, trained.data().codec(), trained.data().conditions());
        TrainingSummary summary = trained.summary();
        return new Manifest(
                Manifest.FORMAT_VERSION,
                config.name(),
                config.version(),
                config.gan().kind(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                schema,
                config.recordSchema().orElseGet(() -> AvroTypes.recordSchema(schema, config.name())
                        .toString()),
                trained.data().codec(),
                trained.data().conditions(),
                release.map(PrivateRelease::reference).orElseGet(() -> ReferenceMarginal.of(training)),
                signature.description(),
                config.chunkSize(),
                new Manifest.Training(
                        release.map(PrivateRelease::rows)
                                .map(Long::valueOf)
                                .orElse(trained.provenance().rows()),
                        release.map(PrivateRelease::holdoutRows).orElse(holdout.rows()),
                        summary.steps(),
                        summary.training().toMillis() / 1000.0,
                        config.seed(),
                        release.isPresent() ? null : trained.provenance().fingerprint(),
                        configuration(trained),
                        release.isPresent() ? null : selection(summary),
                        trained.provenance().manifestWindow(),
                        release.map(PrivateRelease::privacy).orElse(null)),
                libraries(),
                Map.of(),
                trained.detector().map(FittedDetector::scoring).orElse(null),
                Map.of());
    }

    /**
     * Settings that the training followed, the encoders that it chose, and what draws its target: a private one has a
     * game, a batch and inputs of its own.
     */
    private Map<String, Object> configuration(TrainedGenerator trained) {
        Map<String, Object> configuration = TrainingIdentity.configuration(config);
        if (!trained.summary().encoders().columns().isEmpty()) {
            configuration.put("encoders", trained.summary().encoders().facts());
        }
        trained.target().ifPresent(target -> configuration.put("target", target.facts()));
        if (config.privacy().isPresent()) {
            configuration.keySet().removeAll(PRIVATELY_UNUSED);
        }
        return configuration;
    }

    /** How the published weights were chosen. */
    static Manifest.Selection selection(TrainingSummary summary) {
        return new Manifest.Selection(
                summary.validationRows(),
                summary.evaluations().size(),
                summary.publishedStep(),
                summary.ending().name().toLowerCase(Locale.ROOT));
    }

    /** Versions that a model is made with. */
    static Map<String, String> libraries() {
        String version = PackageWriter.class.getPackage().getImplementationVersion();
        return Map.of(
                "doppelstream", version == null ? "development" : version,
                "tensorflow", TensorFlow.version(),
                "java", Runtime.version().toString());
    }
}
