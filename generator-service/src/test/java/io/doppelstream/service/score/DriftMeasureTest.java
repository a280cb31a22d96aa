package io.doppelstream.service.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.marginal.ReferenceMarginal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftMeasureTest {
    private static final ReferenceMarginal TWO = new ReferenceMarginal(0, null, new double[] {0, 0.5, 0.5});

    @Test
    void shouldGiveKnownValuesOfThePopulationStabilityIndex() {
        assertThat(new DriftMeasure(TWO).psi(new long[] {0, 500, 500}, 0)).isZero();
        // 0.1 ln(0.6 / 0.5) - 0.1 ln(0.4 / 0.5)
        assertThat(new DriftMeasure(TWO).psi(new long[] {0, 600, 400}, 0)).isCloseTo(0.040546510810816, within(1e-12));
        // 0.3 ln(0.8 / 0.5) - 0.3 ln(0.2 / 0.5): drifted
        assertThat(new DriftMeasure(TWO).psi(new long[] {0, 800, 200}, 0)).isCloseTo(0.415888308335967, within(1e-12));
    }

    @Test
    void shouldFloorEmptyBinsAndCountNullsAndUnseen() {
        double floor = DriftMeasure.FLOOR;

        assertThat(new DriftMeasure(TWO).psi(new long[] {0, 1000, 0}, 0))
                .isCloseTo(0.5 * Math.log(2) + (floor - 0.5) * Math.log(floor / 0.5), within(1e-12));
        assertThat(new DriftMeasure(TWO).psi(new long[] {100, 450, 450}, 0))
                .isCloseTo((0.1 - floor) * Math.log(0.1 / floor) - 0.1 * Math.log(0.9), within(1e-12));
        assertThat(new DriftMeasure(TWO).psi(new long[] {0, 450, 450}, 100))
                .as("unseen is a bin like nulls")
                .isCloseTo((0.1 - floor) * Math.log(0.1 / floor) - 0.1 * Math.log(0.9), within(1e-12));
    }

    @Test
    void shouldStaySmallByChanceWhateverTheNumberOfCategories() {
        double[] shares = new double[201];
        Arrays.fill(shares, 1, 201, 1 / 200.0);
        long[] counts = new long[201];
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            counts[1 + random.nextInt(200)]++;
        }

        assertThat(new DriftMeasure(new ReferenceMarginal(0, null, shares)).psi(counts, 0))
                .isLessThan(0.1);
    }

    @Test
    void shouldPutNeighbouringStretchesOfANumberIntoTenBins() {
        double[] edges = new double[19];
        Arrays.setAll(edges, i -> i + 1);
        double[] shares = new double[21];
        Arrays.fill(shares, 1, 21, 0.05);
        DriftMeasure measure = new DriftMeasure(new ReferenceMarginal(0, edges, shares));
        long[] within = new long[21];
        long[] across = new long[21];
        for (int bin = 1; bin < 21; bin++) {
            within[bin] = bin % 2 == 0 ? 100 : 0;
            across[bin] = bin <= 10 ? 80 : 20;
        }

        assertThat(measure.psi(within, 0)).as("a shift inside the tenths").isCloseTo(0, within(1e-12));
        assertThat(measure.psi(across, 0)).isCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), within(1e-9));
        assertThat(measure.ks(across)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void shouldMeasureTheDistanceOfDistributionFunctionsWithoutNulls() {
        ReferenceMarginal reference = new ReferenceMarginal(0, new double[] {1, 2}, new double[] {0.2, 0.2, 0.2, 0.4});
        DriftMeasure measure = new DriftMeasure(reference);

        assertThat(measure.ks(new long[] {900, 25, 25, 50})).isCloseTo(0, within(1e-12));
        assertThat(measure.ks(new long[] {0, 100, 0, 0})).isCloseTo(0.75, within(1e-12));
        assertThat(measure.ks(new long[] {100, 0, 0, 0})).isZero();
    }
}
