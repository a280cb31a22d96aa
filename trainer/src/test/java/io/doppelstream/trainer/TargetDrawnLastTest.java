package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A target that follows from two other columns together, and from neither alone, even if the generator has learned next to
 * nothing.
 */
class TargetDrawnLastTest {

    private static final int ROWS = 7000;
    private static final int VALUES = 6;

    @TempDir
    private static Path folder;

    private static Table table;
    private static TrainingResult.Trained trained;

    @BeforeAll
    static void train() throws IOException {
        table = claims();
        trained = train(Map.of(), "model");
    }

    private static TrainingResult.Trained train(Map<String, Object> settings, String name) throws IOException {
        TrainingConfig config = TrainingConfig.of("claims", "1", GanConfig.of("tabular", settings), Budget.steps(3), 1)
                .withEvaluation(new EvaluationOptions(Optional.of("fraud"), List.of(), EvaluationLimits.atMost(300)));
        return (TrainingResult.Trained) new TabularTrainer(config).train(table, folder.resolve(name));
    }

    /** Nine in ten claims with an odd sum of month and day are fraud, one in ten of the others. */
    private static Table claims() {
        Random random = new Random(1);
        int[] month = random.ints(ROWS, 0, VALUES).toArray();
        int[] day = random.ints(ROWS, 0, VALUES).toArray();
        int[] fraud = IntStream.range(0, ROWS)
                .map(row -> random.nextInt(10) == 0 ? 1 - (month[row] + day[row]) % 2 : (month[row] + day[row]) % 2)
                .toArray();
        return new Table(
                new TableSchema(
                        List.of(category("month", VALUES), category("fraud", 2), category("day", VALUES)), null),
                List.of(new ColumnData.Codes(month), new ColumnData.Codes(fraud), new ColumnData.Codes(day)));
    }

    private static Column category(String name, int values) {
        List<String> vocabulary =
                IntStream.range(0, values).mapToObj(Integer::toString).toList();
        return new Column(name, new ValueType.Text(), new Role.Categorical(vocabulary), false);
    }

    private static Table sample(TrainingResult.Trained model, String... where) {
        try (ModelSampler sampler = ModelSampler.open(model.model())) {
            ConditionOutcome.Compiled compiled = (ConditionOutcome.Compiled) sampler.compile(List.of(where));
            return sampler.sample(3000, compiled.conditions(), 1);
        }
    }

    /** Share of rows whose target is the one that the other columns suggest. */
    private static double agreement(Table of) {
        return IntStream.range(0, of.rows())
                .mapToDouble(row -> (of.column(0).number(row) + of.column(2).number(row)) % 2
                                == of.column(1).number(row)
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
    }

    private static double frauds(Table of) {
        return IntStream.range(0, of.rows())
                .mapToDouble(row -> of.column(1).number(row))
                .average()
                .orElseThrow();
    }

    @Test
    void shouldFollowFromTheOtherColumnsAsInRealRows() {
        Table synthetic = sample(trained);
        assertThat(agreement(synthetic)).isCloseTo(agreement(table), within(0.05));
        assertThat(frauds(synthetic)).isCloseTo(frauds(table), within(0.04));
        assertThat(trained.model().manifest().training().configuration()).containsKey("target");
    }

    @Test
    void shouldStillHoldWhenItIsConditioned() {
        assertThat(frauds(sample(trained, "fraud = '1'"))).isEqualTo(1);
        assertThat(frauds(sample(trained, "fraud = '0'", "month = '3'"))).isZero();
    }

    @Test
    void shouldFollowFromTheOtherColumnsUnderAConditionOnThem() {
        Table synthetic = sample(trained, "month = '3'");
        assertThat(synthetic.column(0).number(0)).isEqualTo(3);
        assertThat(agreement(synthetic)).isCloseTo(agreement(table), within(0.06));
    }

    @Test
    void shouldBeTheGeneratorsWhenTheClassifierIsSwitchedOff() throws IOException {
        TrainingResult.Trained without = train(Map.of("classifyTarget", false), "without");
        assertThat(agreement(sample(without))).isLessThan(0.7);
        assertThat(without.model().manifest().training().configuration()).doesNotContainKey("target");
    }
}
