package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabularTrainerTest {

    @TempDir
    static Path folder;

    private static ModelPackage tabular;
    private static ModelPackage ctgan;
    private static ModelSampler tabularSampler;
    private static ModelSampler ctganSampler;

    @BeforeAll
    static void trainBothKinds() throws IOException {
        tabular = train("tabular", 40, folder.resolve("tabular"));
        ctgan = train("ctgan", 40, folder.resolve("ctgan"));
        tabularSampler = ModelSampler.open(tabular);
        ctganSampler = ModelSampler.open(ctgan);
    }

    @AfterAll
    static void closeSamplers() {
        tabularSampler.close();
        ctganSampler.close();
    }

    private static ModelPackage train(String kind, long steps, Path directory) throws IOException {
        TrainingResult result = new TabularTrainer(config(kind, steps)).train(TestTables.everyKind(2000, 1), directory);
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        return ((TrainingResult.Trained) result).model();
    }

    private static TrainingConfig config(String kind, long steps) {
        return TrainingConfig.of("people", "1", GanConfig.of(kind), Budget.steps(steps), 7)
                .withEvaluation(TestTables.quickEvaluation());
    }

    /** Without the calibration that gives even an untrained model good marginals. */
    private static TrainingConfig uncalibrated(String kind, long steps) {
        GanConfig gan = kind.equals("tabular") ? GanConfig.of(kind, Map.of("calibrate", false)) : GanConfig.of(kind);
        return TrainingConfig.of("people", "1", gan, Budget.steps(steps), 7)
                .withEvaluation(TestTables.quickEvaluation());
    }

    private static Table sample(ModelSampler sampler, int rows, String... conditions) {
        ConditionOutcome outcome = sampler.compile(List.of(conditions));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(ConditionOutcome.Compiled.class);
        return sampler.sample(rows, ((ConditionOutcome.Compiled) outcome).conditions(), 3);
    }

    private static void assertAll(Table table, String column, DoublePredicate holds) {
        ColumnData data = table.column(table.schema().require(column));
        for (int row = 0; row < table.rows(); row++) {
            assertThat(holds.test(data.number(row)))
                    .as(column + " = " + data.number(row) + " in row " + row)
                    .isTrue();
        }
    }

    @Test
    void shouldOpenAsACompletePackageWhenTrained() throws ModelPackageException {
        for (ModelPackage model : List.of(tabular, ctgan)) {
            ModelPackage opened = ModelPackage.open(model.directory());
            assertThat(opened.digest()).isEqualTo(model.digest());
            assertThat(opened.manifest().quality()).containsKeys("columnShapes", "columnPairTrends", "quality");
            assertThat(opened.manifest().training().dataFingerprint()).hasSize(64);
            assertThat(opened.manifest().files())
                    .containsOnlyKeys("saved_model/saved_model.pb", "quality.json", "report.html");
        }
    }

    @Test
    void shouldMeetTheConditionWhenAnyColumnIsConditioned() {
        Map<String, Map.Entry<String, DoublePredicate>> conditions = Map.ofEntries(
                Map.entry("city = 'Oslo'", Map.entry("city", value -> value == 1)),
                Map.entry("city is null", Map.entry("city", Double::isNaN)),
                Map.entry("age between 30 and 40", Map.entry("age", value -> value >= 30 && value <= 40)),
                Map.entry("age = 33", Map.entry("age", value -> value == 33)),
                Map.entry("amount is null", Map.entry("amount", Double::isNaN)),
                Map.entry("amount = 9.99", Map.entry("amount", value -> value == 999)),
                Map.entry("amount > 9.99", Map.entry("amount", value -> value > 999)),
                Map.entry("balance < -100.5", Map.entry("balance", value -> value < -100.5)),
                Map.entry(
                        "price between 100.1 and 100.9", Map.entry("price", value -> value >= 100.1 && value <= 100.9)),
                Map.entry("children in (1, 3)", Map.entry("children", value -> value == 1 || value == 3)),
                Map.entry("zone = 12", Map.entry("zone", value -> value == 12)),
                Map.entry("tax is not null", Map.entry("tax", value -> !Double.isNaN(value))));
        conditions.forEach((condition, expected) ->
                assertAll(sample(tabularSampler, 1200, condition), expected.getKey(), expected.getValue()));
    }

    @Test
    void shouldMeetAllConditionsWhenSeveralColumnsAreConditioned() {
        Table rows = sample(tabularSampler, 500, "city = 'Rome'", "age <= 25", "amount is null", "children = 0");
        assertAll(rows, "city", value -> value == 2);
        assertAll(rows, "zone", value -> value == 12);
        assertAll(rows, "age", value -> value <= 25);
        assertAll(rows, "amount", Double::isNaN);
        assertAll(rows, "children", value -> value == 0);
    }

    @Test
    void shouldMeetTheConditionWhenACategoryIsAskedOfCtgan() {
        assertAll(sample(ctganSampler, 500, "city = 'Bern'"), "city", value -> value == 0);
        assertAll(sample(ctganSampler, 500, "city is null"), "city", Double::isNaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vanilla", "conditional", "wgan-gp"})
    void shouldMeetTheConditionsWhenTheKindLearnsImagesToo(String kind) throws IOException {
        try (ModelSampler sampler = ModelSampler.open(train(kind, 40, folder.resolve(kind)))) {
            Table rows = sample(sampler, 500, "city = 'Rome'", "age <= 25", "amount is null");
            assertAll(rows, "city", value -> value == 2);
            assertAll(rows, "age", value -> value <= 25);
            assertAll(rows, "amount", Double::isNaN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabular", "ctgan"})
    void shouldGiveTheSameFirstRowsWhenTheBatchIsLarger(String kind) {
        ModelSampler sampler = kind.equals("tabular") ? tabularSampler : ctganSampler;
        Table all = sampler.sample(1000, 5);
        for (int rows : new int[] {1, 2, 7, 33, 100, 999}) {
            Table some = sampler.sample(rows, 5);
            for (int column = 0; column < all.schema().size(); column++) {
                for (int row = 0; row < rows; row++) {
                    assertThat(Double.doubleToRawLongBits(some.column(column).number(row)))
                            .as("row %d of %d, column %d", row, rows, column)
                            .isEqualTo(Double.doubleToRawLongBits(
                                    all.column(column).number(row)));
                }
            }
        }
    }

    @Test
    void shouldGiveOtherRowsWhenTheSeedDiffers() {
        Table first = tabularSampler.sample(50, 5);
        Table second = tabularSampler.sample(50, 6);
        assertThat(((ColumnData.Longs) first.column(1)).values())
                .isNotEqualTo(((ColumnData.Longs) second.column(1)).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabular", "ctgan"})
    void shouldGiveEqualWeightsAndSamplesWhenTrainedTwiceWithTheSameSeed(String kind) throws IOException {
        ModelPackage first = kind.equals("tabular") ? tabular : ctgan;
        ModelPackage second = train(kind, 40, folder.resolve(kind + "-again"));
        assertThat(second.manifest().files())
                .containsEntry(
                        "saved_model/saved_model.pb", first.manifest().files().get("saved_model/saved_model.pb"));
        assertThat(second.manifest().quality()).isEqualTo(first.manifest().quality());
    }

    @Test
    void shouldLeaveNothingBehindWhenStopped() throws IOException {
        Path directory = folder.resolve("stopped");
        Table table = TestTables.everyKind(400, 1);
        TrainingResult result = new TabularTrainer(config("tabular", 50), TrainingListener.silent(), () -> true)
                .train(table, directory);
        assertThat(result).isEqualTo(new TrainingResult.Interrupted(0, Optional.empty()));
        assertThat(directory).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTheThreadIsInterrupted() throws IOException {
        Path directory = folder.resolve("interrupted");
        Thread.currentThread().interrupt();
        TrainingResult result =
                new TabularTrainer(config("tabular", 50)).train(TestTables.everyKind(400, 1), directory);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isInstanceOf(TrainingResult.Interrupted.class);
        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldRefuseToStartWhenThePlaceIsTaken() {
        assertThatThrownBy(() -> new TabularTrainer(config("tabular", 1), TrainingListener.silent(), StopSignal.never())
                        .train(TestTables.everyKind(400, 1), tabular.directory()))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabular", "ctgan"})
    void shouldBecomeMoreFaithfulWhenTrainedOnRealData(String kind) throws IOException {
        Table table = RowSample.of(8_000, TestTables.bankMarketing(), 1);
        double untrained = quality(table, kind, 1);
        double trained = quality(table, kind, kind.equals("tabular") ? 100 : 150);
        assertThat(trained).isGreaterThan(untrained + 0.1);
    }

    private static double quality(Table table, String kind, long steps) throws IOException {
        TrainingResult result =
                new TabularTrainer(uncalibrated(kind, steps)).train(table, folder.resolve("bank-" + kind + steps));
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        return ((TrainingResult.Trained) result).quality().quality();
    }
}
