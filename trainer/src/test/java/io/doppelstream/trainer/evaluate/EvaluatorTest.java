package io.doppelstream.trainer.evaluate;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.bias.BiasMetrics;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the bank marketing table: real rows in the place of synthetic ones are as good as it gets. */
class EvaluatorTest {

    private static final EvaluationLimits LIMITS =
            new EvaluationLimits(500_000, 500, 4_000, 2_000, 3_000, 4_000, 3_000, 2_000, 3, 300, 2);
    /** Where what is measured matters more than how well. */
    private static final EvaluationLimits FEW_ROWS = EvaluationLimits.atMost(1_000);

    private static Table train;
    private static Table holdout;
    private static Table fresh;

    @BeforeAll
    static void splitRealRows() {
        Table.Split split = RowSample.of(12_000, TestTables.bankMarketing(), 1).split(1 / 3.0, 1);
        train = split.first();
        Table.Split rest = split.second().split(0.5, 2);
        holdout = rest.first();
        fresh = rest.second();
    }

    private static EvaluationOptions options(String target, String... protectedColumns) {
        return new EvaluationOptions(Optional.of(target), List.of(protectedColumns), LIMITS);
    }

    private static EvaluationOptions ofFewRows(String target) {
        return new EvaluationOptions(Optional.of(target), List.of(), FEW_ROWS);
    }

    private static Evaluation evaluate(Table synthetic, EvaluationOptions options) {
        return Evaluator.evaluate(new EvaluationInput(holdout, synthetic, Optional.of(train), options, 3));
    }

    @Test
    void shouldBeContentWhenRowsAreReal() throws IOException {
        List<String> stages = new ArrayList<>();
        EvaluationInput input =
                new EvaluationInput(holdout, fresh, Optional.of(train), options("y", "marital", "age"), 3);
        Evaluation evaluation = Evaluator.evaluate(input, (stage, number, of) -> stages.add(stage));
        assertThat(stages).containsExactly("fidelity", "privacy", "utility", "detection");
        assertThat(evaluation.quality().quality()).isGreaterThan(0.96);
        assertThat(evaluation.diagnostic().score()).isGreaterThan(0.99);
        Utility.Measured utility = (Utility.Measured) evaluation.utility().orElseThrow();
        assertThat(utility.task()).isEqualTo(Utility.Task.CLASSIFICATION);
        assertThat(utility.boosted().real().get("auc")).isGreaterThan(0.88);
        assertThat(utility.boosted().synthetic().get("auc")).isGreaterThan(0.86);
        assertThat(utility.linear().real().get("auc")).isGreaterThan(0.84);
        assertThat(utility.boosted().real().get("f1")).isBetween(0.65, 0.85);
        Detection.Measured detection = (Detection.Measured) evaluation.detection();
        assertThat(detection.c2stAuc()).isBetween(0.44, 0.56);
        assertThat(detection.linearC2stAuc()).isBetween(0.44, 0.56);
        assertThat(evaluation.figures())
                .containsKeys(
                        "quality",
                        "diagnostic",
                        "privacy.membershipAuc",
                        "privacy.disclosureProtection",
                        "utility.synthetic.auc",
                        "utility.linear.real.f1",
                        "detection.c2stAuc",
                        "bias.largestGap");
        assertThat(evaluation.bias()).extracting(Bias::column).containsExactly("marital", "age");
        assertThat(evaluation.sampled().get("privacy.medianDcr.train")).isEqualTo(new Sampled(4_000, train.rows()));
        JsonNode json = new JsonMapper().readTree(QualityJson.text(evaluation));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "quality",
                        "diagnostic",
                        "columnShapes",
                        "columnPairTrends",
                        "columnPairTrendsThresholded",
                        "dataValidity",
                        "structure",
                        "privacy",
                        "utility",
                        "detection",
                        "bias",
                        "rows",
                        "sampled");
        assertThat(json.at("/utility/real/auc").doubleValue())
                .isEqualTo(utility.boosted().real().get("auc"));
        assertThat(json.at("/privacy/dcrHistogram/synthetic")).hasSize(40);
        assertThat(json.at("/rows/train").intValue()).isEqualTo(train.rows());
        assertThat(Evaluator.evaluate(input)).usingRecursiveComparison().isEqualTo(evaluation);
    }

    @Test
    void shouldFindFlawsWhenRelationsAreLost() {
        // Every column on its own order: shapes stay, relations go.
        List<ColumnData> shuffled = new ArrayList<>();
        for (int index = 0; index < fresh.schema().size(); index++) {
            shuffled.add(RowSample.of(fresh.rows(), fresh, index).column(index));
        }
        Evaluation evaluation = evaluate(new Table(fresh.schema(), shuffled), options("y"));
        assertThat(evaluation.quality().columnShapes()).isGreaterThan(0.97);
        assertThat(evaluation.quality().columnPairTrendsThresholded()).isLessThan(0.9);
        assertThat(((Detection.Measured) evaluation.detection()).c2stAuc()).isGreaterThan(0.9);
        Utility.Measured utility = (Utility.Measured) evaluation.utility().orElseThrow();
        assertThat(utility.boosted().synthetic().get("auc")).isLessThan(0.65);
    }

    @Test
    void shouldRegressWhenTheTargetIsANumber() {
        Utility.Measured utility =
                (Utility.Measured) evaluate(fresh, ofFewRows("age")).utility().orElseThrow();
        assertThat(utility.task()).isEqualTo(Utility.Task.REGRESSION);
        assertThat(utility.boosted().real().get("r2")).isBetween(0.3, 0.7);
        assertThat(utility.boosted().synthetic()).containsOnlyKeys("r2");
    }

    @Test
    void shouldAverageOverClassesWhenTheTargetHasMany() {
        Utility.Measured utility =
                (Utility.Measured) evaluate(fresh, ofFewRows("job")).utility().orElseThrow();
        assertThat(utility.boosted().real().get("auc")).isBetween(0.65, 0.95);
    }

    @Test
    void shouldHalveTheRealRowsWhenTrainingRowsAreUnknown() {
        Evaluation evaluation =
                Evaluator.evaluate(new EvaluationInput(holdout, fresh, Optional.empty(), options("y"), 3));
        Utility.Measured utility = (Utility.Measured) evaluation.utility().orElseThrow();
        assertThat(utility.realRows() + utility.testRows()).isEqualTo(holdout.rows());
        assertThat(evaluation.privacy()).isEmpty();
        assertThat(evaluation.rows().train()).isZero();
    }

    @Test
    void shouldSayWhyWhenTheSyntheticTargetHasOneClass() throws IOException {
        int y = fresh.schema().require("y");
        int[] no = IntStream.range(0, fresh.rows())
                .filter(row -> fresh.column(y).number(row) == 0)
                .toArray();
        Evaluation evaluation = evaluate(fresh.select(no), options("y"));
        assertThat(((Utility.NotMeasured) evaluation.utility().orElseThrow()).reason())
                .isEqualTo("Expected at least two classes of the target 'y' in the synthetic rows, found only 'no' in "
                        + no.length + " rows");
        assertThat(QualityJson.text(evaluation)).contains("\"notMeasured\"");
    }

    @Test
    void shouldNameNearColumnsWhenOneIsMisspelt() {
        assertThatThrownBy(() -> evaluate(fresh, options("maritl")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected the name of a column as the target, found 'maritl': did you mean 'marital'?");
        assertThatThrownBy(() -> evaluate(fresh, options("y", "gender")))
                .hasMessageContaining("the protected column, found 'gender': the columns are age, job");
        assertThatThrownBy(() -> evaluate(fresh, options("y", "y"))).hasMessageContaining("as both");
        assertThatThrownBy(() -> new EvaluationOptions(Optional.empty(), List.of("age"), LIMITS))
                .hasMessageContaining("--target");
        Table people = TestTables.everyKind(100, 1);
        assertThatThrownBy(() -> new EvaluationInput(people, people, Optional.empty(), options("plan"), 1))
                .hasMessageContaining("'plan', which is constant");
    }

    @Test
    void shouldCompareRatesWhenColumnsAreProtected() {
        // Target b is the rarer class: a: 1 of 2, b: 0 of 2; synthetic a: 1 of 1, b: 1 of 2, null: 0 of 1.
        Table real = table(codes(0, 0, 1, 1), codes(1, 0, 0, 0));
        Table synthetic = table(codes(0, 1, 1, -1), codes(1, 1, 0, 0));
        List<Bias> all = new BiasMetrics(real, synthetic, 1).of(0);
        assertThat(all).hasSize(1);
        Bias bias = all.get(0);
        assertThat(bias.outcome()).isEqualTo("b");
        assertThat(bias.groups()).extracting("group").containsExactly("a", "b", "null");
        assertThat(bias.largestGap()).isCloseTo(0.5, within(1e-12));
        assertThat(bias.realDifference()).isCloseTo(0.5, within(1e-12));
        assertThat(bias.syntheticDifference()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldCompareMeansWhenTheTargetIsANumber() {
        Bias bias = new BiasMetrics(holdout, fresh, holdout.schema().require("age"))
                .of(holdout.schema().require("marital"))
                .get(0);
        assertThat(bias.outcome()).isEqualTo("mean");
        assertThat(bias.groups()).hasSize(3);
        assertThat(bias.groups().get(0).realRate()).isBetween(40.0, 50.0);
    }
}
