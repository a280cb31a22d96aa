package io.doppelstream.trainer.evaluate.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ColumnPairTrendsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static Table table(ColumnData... data) {
        List<Column> columns = new ArrayList<>();
        for (ColumnData column : data) {
            String name = "c" + columns.size();
            columns.add(
                    column instanceof ColumnData.Codes
                            ? new Column(name, new ValueType.Text(), new Role.Categorical(List.of("a", "b", "c")), true)
                            : new Column(name, new ValueType.Floating(), new Role.Continuous(), true));
        }
        return new Table(new TableSchema(columns, null), List.of(data));
    }

    private static ColumnData doubles(double... values) {
        return new ColumnData.Doubles(values);
    }

    private static ColumnData codes(int... values) {
        return new ColumnData.Codes(values);
    }

    @Test
    void shouldHalveTheDifferenceWhenCorrelationsDiffer() {
        List<PairScore> scores = ColumnPairTrends.of(
                table(doubles(1, 2, 3), doubles(2, 4, 6)), table(doubles(1, 2, 3), doubles(3, 2, 1)));
        assertThat(scores).hasSize(1);
        assertThat(scores.get(0).metric()).isEqualTo("CorrelationSimilarity");
        assertThat(scores.get(0).score()).isCloseTo(0, EXACT);
        assertThat(scores.get(0).association()).isCloseTo(1, EXACT);
    }

    @Test
    void shouldLeaveThePairUndefinedWhenAColumnIsConstant() {
        List<PairScore> scores = ColumnPairTrends.of(
                table(doubles(0.1, 0.1, 0.1), doubles(2, 4, 6)), table(doubles(1, 2, 3), doubles(3, 2, 1)));
        assertThat(scores.get(0).score()).isNaN();
        assertThat(ColumnPairTrends.mean(scores)).isNaN();
    }

    @Test
    void shouldSkipRowsWithNullsWhenCorrelating() {
        assertThat(ColumnPairTrends.correlation(new double[] {1, 2, Double.NaN, 3}, new double[] {2, 4, 100, 6}))
                .isCloseTo(1, EXACT);
    }

    @Test
    void shouldCountNullAsACategoryWhenBothAreCategorical() {
        // Joint shares real: (a, null) 1/2, (b, a) 1/2; synthetic: (a, null) 1.
        List<PairScore> scores =
                ColumnPairTrends.of(table(codes(0, 1), codes(-1, 0)), table(codes(0, 0), codes(-1, -1)));
        assertThat(scores.get(0).metric()).isEqualTo("ContingencySimilarity");
        assertThat(scores.get(0).score()).isCloseTo(0.5, EXACT);
        assertThat(scores.get(0).association()).isCloseTo(1, EXACT);
    }

    @Test
    void shouldCutEachTableOnItsOwnEdgesWhenAPairIsMixed() {
        // Ten times the values, the same bins.
        List<PairScore> scores = ColumnPairTrends.of(
                table(doubles(0, 5, 10), codes(0, 1, 1)), table(doubles(0, 50, 100), codes(0, 1, 1)));
        assertThat(scores.get(0).score()).isCloseTo(1, EXACT);
    }

    @Test
    void shouldPutTheMaximumAndNullIntoTheEleventhBinWhenCut() {
        ColumnData ten = doubles(0, 1, 9.5, 10, Double.NaN);
        assertThat(EqualWidthBins.codes(ten, ten)).containsExactly(1, 2, 10, 11, 11);
        assertThat(EqualWidthBins.codes(doubles(7, 7), doubles(7, 7))).containsExactly(6, 6);
        assertThat(EqualWidthBins.codes(doubles(-1, 5, 12), ten)).containsExactly(0, 6, 11);
    }

    @Test
    void shouldGiveZeroWhenColumnsAreIndependent() {
        assertThat(ContingencyTable.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1})
                        .cramersV())
                .isCloseTo(0, EXACT);
    }

    @Test
    void shouldLeaveUnrelatedPairsOutWhenThresholded() {
        List<PairScore> scores = List.of(
                new PairScore(List.of("a", "b"), "CorrelationSimilarity", 0.9, 0.6, 0.5),
                new PairScore(List.of("a", "c"), "CorrelationSimilarity", 0.5, 0.4, 0.5),
                new PairScore(List.of("b", "c"), "ContingencySimilarity", Double.NaN, 0.4, 0.3));
        assertThat(ColumnPairTrends.mean(scores)).isCloseTo(0.7, EXACT);
        assertThat(ColumnPairTrends.thresholdedMean(scores)).isCloseTo(0.9, EXACT);
    }
}
