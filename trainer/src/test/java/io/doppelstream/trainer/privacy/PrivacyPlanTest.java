package io.doppelstream.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.trainer.TestTables;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyPlanTest {

    private static PrivacyPlan plan(double epsilon, long steps) {
        return PrivacyPlan.of(
                PrivacyConfig.of(epsilon, OptionalDouble.empty()),
                10_000,
                steps,
                TestTables.everyKind(10, 1).schema());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3, 10})
    void shouldSpendTheWholeBudgetAndNoMoreWhenAllStepsAreDone(double epsilon) {
        PrivacyPlan plan = plan(epsilon, 500);
        assertThat(plan.spent(500)).isBetween(0.99 * epsilon, epsilon);
        assertThat(plan.spent(100)).isLessThan(plan.spent(500));
        assertThat(plan.spent(0)).isBetween(0.3 * epsilon, 0.4 * epsilon);
    }

    @Test
    void shouldNeedMoreNoiseWhenStepsAreMoreOrEpsilonIsSmaller() {
        assertThat(plan(1, 1000).noiseMultiplier()).isGreaterThan(plan(1, 100).noiseMultiplier());
        assertThat(plan(1, 100).noiseMultiplier()).isGreaterThan(plan(3, 100).noiseMultiplier());
        assertThat(plan(1, 100).histogramNoise()).isEqualTo(plan(1, 1000).histogramNoise());
    }

    @Test
    void shouldRefuseADeltaThatOneRowInTheClearWouldMeet() {
        PrivacyConfig config = PrivacyConfig.of(1, OptionalDouble.of(0.001));
        assertThatThrownBy(() -> config.delta(1000)).hasMessageContaining("--delta below 0.001 for 1000 rows");
        assertThat(config.delta(999)).isEqualTo(0.001);
        assertThat(PrivacyConfig.of(1, OptionalDouble.empty()).delta(1000)).isEqualTo(1e-4);
    }

    @Test
    void shouldHaveRoomForNearlyEveryBatch() {
        int capacity = PrivacyPlan.capacity(100, 1e-3);
        PoissonSampling sampling = new PoissonSampling(1000, 0.1);
        Random random = new Random(1);
        int overflows = 0;
        for (int batch = 0; batch < 20_000; batch++) {
            overflows += sampling.draw(random).length > capacity ? 1 : 0;
        }
        assertThat(overflows).isLessThanOrEqualTo(20);
        assertThat(capacity).isLessThan(160);
        assertThat(PrivacyPlan.capacity(100, 1e-12)).isBetween(capacity + 1, 220);
    }

    @Test
    void shouldHaveAThresholdThatOneRowPassesWithItsShareOfDeltaOnly() {
        // 1.6449 deviations are exceeded with 5 %.
        assertThat(PrivacyPlan.upperQuantile(0.05)).isBetween(1.6448, 1.6449);
        PrivacyPlan plan = plan(1, 100);
        assertThat(plan.threshold()).isGreaterThan(1 + 4 * plan.histogramNoise());
    }
}
