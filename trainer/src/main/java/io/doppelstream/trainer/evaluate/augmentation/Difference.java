package io.doppelstream.trainer.evaluate.augmentation;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A paired difference of two arms over several seeds.
 *
 * @param mean over the seeds
 * @param standardError of the mean
 * @param halfWidth of its 95 % confidence interval
 */
public record Difference(double mean, double standardError, double halfWidth) {

    /** Quantiles .975 of Student's t distribution for 1, 2, 3, ... degrees of freedom. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    /** A figure of an arm, and the same of its resamples. */
    public enum Figure {
        /** Average precision on the validation rows. */
        VALIDATION_PRECISION(arm -> arm.validation().averagePrecision(), arm -> arm.validation()
                .precisions()),
        /** Average precision on the test rows. */
        PRECISION(arm -> arm.test().averagePrecision(), arm -> arm.test().precisions()),
        /** Recall on the test rows. */
        RECALL(arm -> arm.test().recall(), arm -> arm.test().recalls());

        @SuppressWarnings("ImmutableEnumChecker")
        private final ToDoubleFunction<Arm> value;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Arm, double[]> resamples;

        Figure(ToDoubleFunction<Arm> value, Function<Arm, double[]> resamples) {
            this.value = value;
            this.resamples = resamples;
        }

        /** Of one arm. */
        public double of(Arm arm) {
            return value.applyAsDouble(arm);
        }
    }

    /**
     * Of one arm less another. The error has two parts: what differs between seeds, and, where all seeds are
     * measured on the same rows, what other rows would have given, by the resamples; where each seed has rows of its own, the first has both.
     * Splits at random overlap, which makes that error a little too small.
     *
     * @param arms for each seed the one
     * @param others for each seed the other
     * @param sameRows whether all seeds were measured on the same rows
     */
    public static Difference of(Figure figure, List<Arm> arms, List<Arm> others, boolean sameRows) {
        int seeds = arms.size();
        double[] differences = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            differences[seed] = figure.of(arms.get(seed)) - figure.of(others.get(seed));
        }
        double mean = mean(differences);
        double between = seeds < 2 ? 0 : variance(differences) / seeds;
        double rows = sameRows || seeds < 2 ? variance(resampled(figure, arms, others)) : 0;
        double error = Math.sqrt(between + rows);
        return new Difference(mean, error, error * (seeds < 2 ? NORMAL : student(seeds - 1)));
    }

    /** Mean difference over the seeds in each resample. */
    private static double[] resampled(Figure figure, List<Arm> arms, List<Arm> others) {
        double[] means = new double[figure.resamples.apply(arms.get(0)).length];
        for (int seed = 0; seed < arms.size(); seed++) {
            double[] one = figure.resamples.apply(arms.get(seed));
            double[] other = figure.resamples.apply(others.get(seed));
            for (int resample = 0; resample < means.length; resample++) {
                means[resample] += (one[resample] - other[resample]) / arms.size();
            }
        }
        return means;
    }

    private static double student(int degrees) {
        return degrees <= STUDENT.length ? STUDENT[degrees - 1] : NORMAL;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    /** Lower end of the interval. */
    public double low() {
        return mean - halfWidth;
    }

    /** Upper end of the interval. */
    public double high() {
        return mean + halfWidth;
    }
}
