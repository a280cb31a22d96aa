package io.doppelstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.evaluate.privacy.DistanceHistogram;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    private static final Thresholds LIMITS = Thresholds.defaults();

    private static Privacy privacy(double median, double medianHoldout, double copies, double membership) {
        DistanceHistogram histogram = new DistanceHistogram(0.1, new int[40], new int[40]);
        return new Privacy(1, 1, 0.5, median, medianHoldout, 1, copies, 0.001, membership, Optional.empty(), histogram);
    }

    private static TrafficLight light(Privacy privacy) {
        return PrivacyLights.of(privacy, LIMITS).worst();
    }

    @Test
    void shouldJudgeWhereHigherIsBetterAndWhereLowerIs() {
        Limit higher = new Limit(0.9, 0.8);
        assertThat(higher.judge(0.9)).isEqualTo(TrafficLight.GREEN);
        assertThat(higher.judge(0.8)).isEqualTo(TrafficLight.AMBER);
        assertThat(higher.judge(0.79)).isEqualTo(TrafficLight.RED);
        Limit lower = new Limit(0.1, 0.2);
        assertThat(lower.judge(-1)).isEqualTo(TrafficLight.GREEN);
        assertThat(lower.judge(0.2)).isEqualTo(TrafficLight.AMBER);
        assertThat(lower.judge(0.21)).isEqualTo(TrafficLight.RED);
        assertThat(lower.judge(Double.NaN)).isEqualTo(TrafficLight.NONE);
    }

    @Test
    void shouldTakeTheWorstLightThatHasAVerdict() {
        assertThat(TrafficLight.NONE.and(TrafficLight.GREEN)).isEqualTo(TrafficLight.GREEN);
        assertThat(TrafficLight.RED.and(TrafficLight.AMBER)).isEqualTo(TrafficLight.RED);
    }

    @Test
    void shouldCompareCopiesAndDistancesWithThoseOfTheHoldOut() {
        assertThat(light(privacy(0.1, 0.1, 0.001, 0.5))).isEqualTo(TrafficLight.GREEN);
        assertThat(light(privacy(0.08, 0.1, 0.001, 0.5))).isEqualTo(TrafficLight.AMBER);
        assertThat(light(privacy(0.01, 0.1, 0.001, 0.5))).isEqualTo(TrafficLight.RED);
        assertThat(light(privacy(0.1, 0.1, 0.1, 0.5))).isEqualTo(TrafficLight.RED);
        assertThat(light(privacy(0.1, 0.1, 0.001, 0.58))).isEqualTo(TrafficLight.AMBER);
        assertThat(light(privacy(0, 0, 0.001, 0.5))).isEqualTo(TrafficLight.GREEN);
    }
}
