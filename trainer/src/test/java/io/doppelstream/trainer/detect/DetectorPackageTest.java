package io.doppelstream.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.anomaly.AnomalyInjector;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.DetectorTrainer;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.sample.InjectedTable;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class DetectorPackageTest {

    private static final Table NORMAL = TestTables.everyKind(700, 1);
    private static final int BALANCE = NORMAL.schema().require("balance");
    private static final AladConfig SMALL = (AladConfig) GanConfig.of("alad", Map.of("hidden", 32, "latent", 8));

    @TempDir
    static Path folder;

    private static ModelPackage model;
    private static EventFeatures features;

    @BeforeAll
    static void trainOnce() throws IOException {
        Table.Split split = NORMAL.split(0.2, 1);
        TrainingConfig config = TrainingConfig.of("people", "1", SMALL, Budget.steps(80), 7)
                .withEvaluation(TestTables.quickEvaluation());
        TrainingResult result = new TabularTrainer(config)
                .train(
                        split.first(),
                        split.second(),
                        Optional.of(new LabelledRows(split.second(), withBalance(split.second(), 1e6))),
                        folder.resolve("model"));
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        model = ((TrainingResult.Trained) result).model();
        features = EventFeatures.of(model.manifest().schema(), model.manifest().codec());
    }

    private static Table withBalance(Table table, double value) {
        double[] values = new double[table.rows()];
        Arrays.fill(values, value);
        List<ColumnData> columns = new ArrayList<>(table.columns());
        columns.set(BALANCE, new ColumnData.Doubles(values));
        return new Table(table.schema(), columns);
    }

    private static Map<String, double[]> score(Table table) {
        float[] rows = features.encode(table);
        Map<String, double[]> values = new HashMap<>();
        try (SavedModelBundle bundle = SavedModelBundle.load(model.savedModel().toString(), "serve");
                TFloat32 fed = TFloat32.tensorOf(Shape.of(table.rows(), features.width()), DataBuffers.of(rows));
                Result result = bundle.function(Scoring.SIGNATURE).call(Map.of(Scoring.ROW, fed))) {
            result.forEach(entry -> values.put(entry.getKey(), numbers(entry.getValue())));
        }
        return values;
    }

    private static double[] numbers(Tensor tensor) {
        if (tensor instanceof TFloat32 floats) {
            return floats.streamOfObjects().mapToDouble(Float::doubleValue).toArray();
        } else if (tensor instanceof TFloat64 doubles) {
            return doubles.streamOfObjects().mapToDouble(Double::doubleValue).toArray();
        } else if (tensor instanceof TInt64 longs) {
            return longs.streamOfObjects().mapToDouble(Long::doubleValue).toArray();
        }
        return ((TInt32) tensor)
                .streamOfObjects()
                .mapToDouble(Integer::doubleValue)
                .toArray();
    }

    @Test
    void shouldOfferEveryScoreContributionsAndExpectedValues() {
        Map<String, double[]> outputs = score(NORMAL);
        Scoring scoring = model.manifest().scoring();
        assertThat(scoring.names()).containsExactlyElementsOf(TrainedDetector.MEMBERS);
        assertThat(outputs).containsKeys(TrainedDetector.MEMBERS.toArray(String[]::new));
        double[] contribution = outputs.get(Scoring.CONTRIBUTION);
        assertThat(contribution).hasSize(700 * features.blocks().size());
        assertThat(Arrays.stream(contribution).min().orElseThrow()).isNotNegative();
        for (Manifest.Output output : model.manifest().signature().outputs()) {
            assertThat(outputs.get(Scoring.expected(output.column()))).hasSize(700);
        }
        double city = Arrays.stream(outputs.get(Scoring.expected(0))).max().orElseThrow();
        assertThat(city).isBetween(-1.0, 2.0);
    }

    /** The service scores what a batch happens to hold, and again after a crash: in other batches, with the same result. */
    @Test
    void shouldScoreAnEventTheSameWhateverComesWithIt() {
        Map<String, double[]> all = score(NORMAL);
        for (int rows : List.of(1, 2, 33, 699)) {
            score(NORMAL.select(IntStream.range(0, rows).toArray())).forEach((name, values) -> assertThat(values)
                    .as("%s, %s rows", name, rows)
                    .isEqualTo(Arrays.copyOf(all.get(name), values.length)));
        }
    }

    @Test
    void shouldScoreAnOutlierHighAndNameItsColumn() {
        Map<String, double[]> normal = score(NORMAL);
        Map<String, double[]> odd = score(withBalance(NORMAL, 1e6));
        for (String member : List.of(TrainedDetector.ALAD, TrainedDetector.RECONSTRUCTION, TrainedDetector.TAIL)) {
            assertThat(mean(odd.get(member))).as(member).isGreaterThan(mean(normal.get(member)));
        }
        int width = features.blocks().size();
        int place = IntStream.range(0, width)
                .filter(i -> features.blocks().get(i).column() == BALANCE)
                .findFirst()
                .orElseThrow();
        double[] contribution = Arrays.copyOf(odd.get(Scoring.CONTRIBUTION), width);
        assertThat(contribution[place])
                .isEqualTo(Arrays.stream(contribution).max().orElseThrow());
    }

    @Test
    void shouldChooseTheDefaultByLabelsAndCalibrateItOnHeldOutRows() {
        Scoring scoring = model.manifest().scoring();
        assertThat(scoring.criterion()).isEqualTo(Scoring.Criterion.LABELLED);
        assertThat(scoring.figures().get(scoring.score()))
                .isGreaterThan(0.95)
                .isEqualTo(scoring.figures().values().stream()
                        .mapToDouble(figure -> figure)
                        .max()
                        .orElseThrow());
        Map<String, double[]> normal = score(NORMAL);
        double alerts = IntStream.range(0, 700)
                        .filter(row -> scoring.percentile(raw(normal, row)) > 0.9)
                        .count()
                / 700.0;
        assertThat(alerts).isCloseTo(0.1, within(0.08));
        assertThat(scoring.percentile(raw(score(withBalance(NORMAL, 1e6)), 0))).isGreaterThan(0.9);
    }

    @Test
    void shouldShowAllScoresInTheReportAndGenerateAsBefore() throws IOException {
        assertThat(Files.readString(model.directory().resolve("report.html")))
                .contains("Anomaly scores", "rank-mean", "the default");
        try (ModelSampler sampler = ModelSampler.open(model)) {
            assertThat(sampler.sample(20, 1).rows()).isEqualTo(20);
        }
    }

    @Test
    void shouldTakeTheTailByTheDefaultScoreWhateverTheThreads() {
        InjectedTable sampled = tail(new ExecutionConfig(1, 1));
        Map<String, double[]> scores = score(sampled.table());
        Scoring scoring = model.manifest().scoring();
        double[] normal = percentiles(scoring, scores, sampled, false);
        double[] tail = percentiles(scoring, scores, sampled, true);
        assertThat(tail).hasSize(100);
        assertThat(Arrays.stream(tail).min().orElseThrow()).isGreaterThan(normal[normal.length * 8 / 10]);

        InjectedTable again = tail(new ExecutionConfig(4, 2));
        assertThat(again.labels()).isEqualTo(sampled.labels());
        assertThat(features.encode(again.table())).isEqualTo(features.encode(sampled.table()));
    }

    private static InjectedTable tail(ExecutionConfig execution) {
        Injection wanted = new Injection(0.2, List.of(AnomalyKind.TAIL), List.of(), null, null);
        try (ModelSampler sampler = ModelSampler.open(model, execution)) {
            CompiledConditions none = ((ConditionOutcome.Compiled) sampler.compile(List.of())).conditions();
            AnomalyInjector injector = ((InjectionOutcome.Compiled) sampler.compile(wanted)).injector();
            return sampler.sample(500, none, 1, injector);
        }
    }

    private static double[] percentiles(
            Scoring scoring, Map<String, double[]> scores, InjectedTable sampled, boolean anomalies) {
        return IntStream.range(0, sampled.labels().length)
                .filter(row -> (sampled.labels()[row] != null) == anomalies)
                .mapToDouble(row -> scoring.percentile(raw(scores, row)))
                .sorted()
                .toArray();
    }

    @Test
    void shouldGiveTheSameScoresForTheSameSeed() {
        assertThat(scores(3)).isEqualTo(scores(3)).isNotEqualTo(scores(4));
    }

    private static double[][] scores(long seed) {
        ExecutionConfig execution = new ExecutionConfig(1, 1);
        Table narrow = new Table(
                new TableSchema(NORMAL.schema().columns().subList(0, 2), null),
                NORMAL.columns().subList(0, 2));
        TrainedDetector detector = new DetectorTrainer(SMALL, Budget.steps(3), execution, seed)
                .train(narrow, narrow, Optional.empty())
                .detector();
        try (DetectorScorer scorer = new DetectorScorer(detector, execution)) {
            return scorer.score(narrow);
        }
    }

    private static double[] raw(Map<String, double[]> outputs, int row) {
        return TrainedDetector.MEMBERS.stream()
                .mapToDouble(member -> outputs.get(member)[row])
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
