package io.doppelstream.trainer.train;

/** The learning rate along the training, as a factor of the configured one. */
public sealed interface LearningRateSchedule {

    /**
     * The factor at one moment.
     *
     * @param fraction of the budget that is used up, in [0, 1]
     * @return in [0, 1]
     */
    double factor(double fraction);

    /** Always the configured rate. */
    record Constant() implements LearningRateSchedule {
        @Override
        public double factor(double fraction) {
            return 1;
        }
    }

    /**
     * Half a cosine from 1 down to a last factor (Loshchilov and Hutter, 2017).
     *
     * @param last factor at the end, in [0, 1]
     */
    record Cosine(double last) implements LearningRateSchedule {
        public Cosine {
            if (!(last >= 0 && last <= 1)) {
                throw new IllegalArgumentException("expected a last factor in [0, 1], found " + last);
            }
        }

        @Override
        public double factor(double fraction) {
            return last + (1 - last) * (1 + Math.cos(Math.PI * Math.min(1, fraction))) / 2;
        }
    }
}
