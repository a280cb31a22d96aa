package io.doppelstream.trainer.evaluate.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.evaluate.augmentation.Arm.Method;
import io.doppelstream.trainer.evaluate.augmentation.Difference.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmsBySeedTest {

    private static Arm arm(Method method, double share, double validation, double... resamples) {
        Figures figures = new Figures(validation, validation, resamples, resamples);
        return new Arm(method, share, 0, "", 10, figures, figures);
    }

    /** Of each seed: real rows alone, and shares of .1 and .3; resamples are as far apart as the figures, without noise. */
    private static ArmsBySeed seeds(double[] real, double[] tenth, double[] third) {
        return new ArmsBySeed(
                IntStream.range(0, real.length)
                        .mapToObj(seed -> List.of(
                                arm(Method.REAL, 0, real[seed], 0, 0),
                                arm(Method.CONDITIONED, 0.1, tenth[seed], 0, 0),
                                arm(Method.CONDITIONED, 0.3, third[seed], 0, 0)))
                        .toList(),
                false);
    }

    @Test
    void shouldRecommendNothingWhenRealRowsAreBest() {
        assertThat(seeds(new double[] {.9, .9}, new double[] {.8, .8}, new double[] {.7, .7})
                        .recommended())
                .isZero();
    }

    @Test
    void shouldRecommendNothingWhenTheBestIsAheadByLessThanItsNoise() {
        // Ahead by .05 in the mean, with a standard error of .15.
        ArmsBySeed noisy = seeds(new double[] {.5, .5}, new double[] {.7, .4}, new double[] {.1, .1});
        assertThat(noisy.best(Method.CONDITIONED)).isEqualTo(.1);
        assertThat(noisy.recommended()).isZero();
    }

    @Test
    void shouldRecommendTheSmallestShareThatIsAsGoodAsTheBest() {
        ArmsBySeed clear = seeds(new double[] {.5, .5}, new double[] {.79, .80}, new double[] {.80, .81});
        assertThat(clear.recommended()).as("behind by .01 without noise").isEqualTo(.3);
        ArmsBySeed alike = seeds(new double[] {.5, .5}, new double[] {.79, .80}, new double[] {.81, .79});
        assertThat(alike.best(Method.CONDITIONED)).isEqualTo(.3);
        assertThat(alike.recommended()).as("behind by .005, give or take .015").isEqualTo(.1);
    }

    @Test
    void shouldTakeStudentsIntervalOverSeeds() {
        List<Arm> arms = Arrays.stream(new double[] {.1, .2, .3, .4, .5})
                .mapToObj(value -> arm(Method.SMOTE, .1, value, 0, 0))
                .toList();
        List<Arm> others = IntStream.range(0, 5)
                .mapToObj(seed -> arm(Method.REAL, 0, 0, 0, 0))
                .toList();
        Difference difference = Difference.of(Figure.PRECISION, arms, others, false);
        assertThat(difference.mean()).isCloseTo(.3, within(1e-12));
        assertThat(difference.standardError()).isCloseTo(Math.sqrt(.025 / 5), within(1e-12));
        assertThat(difference.low()).isCloseTo(.3 - 2.776 * Math.sqrt(.025 / 5), within(1e-12));
    }

    @Test
    void shouldAddTheNoiseOfTheRowsWhenAllSeedsShareThem() {
        List<Arm> arms = List.of(arm(Method.SMOTE, .1, .5, .4, .6), arm(Method.SMOTE, .1, .5, .3, .7));
        List<Arm> others = List.of(arm(Method.REAL, 0, .4, .4, .4), arm(Method.REAL, 0, .4, .4, .4));
        // Mean differences of the resamples: -.05 and .25, of variance .045; none between the seeds.
        assertThat(Difference.of(Figure.PRECISION, arms, others, true).standardError())
                .isCloseTo(Math.sqrt(.045), within(1e-12));
        assertThat(Difference.of(Figure.PRECISION, arms, others, false).standardError())
                .isCloseTo(0, within(1e-12));
    }
}
