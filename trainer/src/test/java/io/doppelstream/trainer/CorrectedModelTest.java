package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put right after training holds even for a generator that has learned next to nothing. */
class CorrectedModelTest {

    private static final int ROWS = 6000;
    private static final int ABOVE = 0;
    private static final int BASEMENT = 1;
    private static final int LIVING = 2;
    private static final int FIRST = 3;
    private static final int LAST = 4;

    @TempDir
    private static Path folder;

    private static Table table;
    private static TrainingResult.Trained trained;

    @BeforeAll
    static void train() throws IOException {
        table = houses();
        TrainingConfig config = TrainingConfig.of("houses", "1", GanConfig.of("tabular"), Budget.steps(3), 1)
                .withEvaluation(TestTables.quickEvaluation());
        trained = (TrainingResult.Trained) new TabularTrainer(config).train(table, folder.resolve("model"));
    }

    @Test
    void shouldGiveEveryColumnThatIsNotComputedItsRealMarginalDistribution() {
        assertThat(ColumnShapes.of(table, sample(5000)))
                .filteredOn(score -> !List.of("living", "last").contains(score.column()))
                .hasSize(4)
                .allSatisfy(
                        score -> assertThat(score.score()).as(score.column()).isGreaterThan(0.95));
    }

    @Test
    void shouldKeepSumsAndOrdersInEveryRow() {
        Table synthetic = sample(3000);
        for (int row = 0; row < synthetic.rows(); row++) {
            assertThat(number(synthetic, ABOVE, row) + number(synthetic, BASEMENT, row))
                    .isEqualTo(number(synthetic, LIVING, row));
            assertThat(number(synthetic, FIRST, row)).isLessThanOrEqualTo(number(synthetic, LAST, row));
        }
    }

    @Test
    void shouldKeepSumsAndConditionsWhenTheTotalIsBound() {
        Table synthetic = sample(1000, "living between 2000 and 2400", "last <= 500");
        for (int row = 0; row < synthetic.rows(); row++) {
            assertThat(number(synthetic, LIVING, row)).isBetween(2000.0, 2400.0);
            assertThat(number(synthetic, ABOVE, row) + number(synthetic, BASEMENT, row))
                    .isEqualTo(number(synthetic, LIVING, row));
            assertThat(number(synthetic, LAST, row)).isLessThanOrEqualTo(500);
            assertThat(number(synthetic, FIRST, row)).isLessThanOrEqualTo(number(synthetic, LAST, row));
        }
    }

    private static Table sample(int rows, String... where) {
        try (ModelSampler sampler = ModelSampler.open(trained.model())) {
            ConditionOutcome.Compiled compiled = (ConditionOutcome.Compiled) sampler.compile(List.of(where));
            return sampler.sample(rows, compiled.conditions(), 1);
        }
    }

    private static double number(Table of, int column, int row) {
        return of.column(column).number(row);
    }

    private static Table houses() {
        Random random = new Random(1);
        long[] above = IntStream.range(0, ROWS)
                .mapToLong(row -> 1000 + Math.abs(Math.round(random.nextGaussian() * 700)))
                .toArray();
        long[] basement = IntStream.range(0, ROWS)
                .mapToLong(row -> random.nextInt(3) == 0 ? 100 + random.nextInt(900) : 0)
                .toArray();
        long[] living = IntStream.range(0, ROWS)
                .mapToLong(row -> above[row] + basement[row])
                .toArray();
        long[] first =
                IntStream.range(0, ROWS).mapToLong(row -> random.nextInt(1000)).toArray();
        long[] last = IntStream.range(0, ROWS)
                .mapToLong(row -> first[row] + random.nextInt(400))
                .toArray();
        int[] view = IntStream.range(0, ROWS)
                .map(row -> above[row] > 2000 && random.nextInt(3) > 0 ? 1 : random.nextInt(10) == 0 ? 2 : 0)
                .toArray();
        return new Table(
                new TableSchema(
                        List.of(
                                whole("above"),
                                whole("basement"),
                                whole("living"),
                                whole("first"),
                                whole("last"),
                                new Column(
                                        "view",
                                        new ValueType.Text(),
                                        new Role.Categorical(List.of("none", "sea", "park")),
                                        false)),
                        null),
                List.of(
                        new ColumnData.Longs(above),
                        new ColumnData.Longs(basement),
                        new ColumnData.Longs(living),
                        new ColumnData.Longs(first),
                        new ColumnData.Longs(last),
                        new ColumnData.Codes(view)));
    }

    private static Column whole(String name) {
        return new Column(name, new ValueType.Whole(), new Role.Continuous(), false);
    }
}
