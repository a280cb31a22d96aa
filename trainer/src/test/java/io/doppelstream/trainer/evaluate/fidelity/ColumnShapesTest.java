package io.doppelstream.trainer.evaluate.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ColumnShapesTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static ColumnData doubles(double... values) {
        return new ColumnData.Doubles(values);
    }

    private static ColumnData codes(int... values) {
        return new ColumnData.Codes(values);
    }

    @Test
    void shouldTakeTheLargestGapWhenDistributionsDiffer() {
        // F(2) = 2/4 against 0/2: the gap is 1/2; F(3) = 3/4 against 1/2.
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(1, 2, 3, 4), doubles(3, 5)))
                .isCloseTo(0.5, EXACT);
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(1, 1, 2), doubles(1, 1, 2)))
                .isCloseTo(1, EXACT);
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(1, 2), doubles(8, 9)))
                .isCloseTo(0, EXACT);
    }

    @Test
    void shouldDropNullsWhenComparingNumbers() {
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(1, Double.NaN), doubles(Double.NaN, 1, 1)))
                .isCloseTo(1, EXACT);
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(Double.NaN), doubles(1)))
                .isNaN();
    }

    @Test
    void shouldIgnoreTheFifteenthDecimalWhenComparingNumbers() {
        assertThat(ColumnShapes.kolmogorovSmirnovComplement(doubles(0.1 + 0.2), doubles(0.3)))
                .isCloseTo(1, EXACT);
    }

    @Test
    void shouldSumOverTheUnionWhenCategoriesDiffer() {
        // p = (1/2, 1/2, 0), q = (1/4, 0, 3/4): half of 1/4 + 1/2 + 3/4.
        assertThat(ColumnShapes.totalVariationComplement(codes(0, 0, 1, 1), codes(0, 2, 2, 2)))
                .isCloseTo(0.25, EXACT);
        assertThat(ColumnShapes.totalVariationComplement(codes(0, -1), codes(0, -1, -1)))
                .isCloseTo(1, EXACT);
    }
}
