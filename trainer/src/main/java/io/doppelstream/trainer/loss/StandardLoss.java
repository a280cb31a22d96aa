package io.doppelstream.trainer.loss;

import io.doppelstream.trainer.graph.TensorMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The published games. r and f are the critic's scores of real and generated samples, E is the mean over the batch. */
public enum StandardLoss implements AdversarialLoss {
    /**
     * Critic {@code E softplus(f - r)}, generator {@code E softplus(r - f)}, on pairs of the batch: the relativistic
     * pairing GAN (Jolicoeur-Martineau, 2018; Huang et al., "R3GAN", 2024).
     */
    RELATIVISTIC {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return meanSoftplus(tf, tf.math.sub(fake, real));
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return meanSoftplus(tf, tf.math.sub(real, fake));
        }
    },

    /** Critic {@code E f - E r}, generator {@code -E f} (Arjovsky et al., 2017); wants a gradient penalty. */
    WASSERSTEIN {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return mean(tf, tf.math.sub(fake, real));
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return mean(tf, tf.math.neg(fake));
        }
    },

    /** Critic {@code E softplus(-r) + E softplus(f)}, generator {@code -E softplus(f)}: saturates (Goodfellow et al., 2014). */
    MINIMAX {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return NON_SATURATING.critic(tf, real, fake);
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return tf.math.neg(meanSoftplus(tf, fake));
        }
    },
    /** Critic {@code E softplus(-r) + E softplus(f)}, generator {@code E softplus(-f)} (Goodfellow et al., 2014). */
    NON_SATURATING {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return tf.math.add(meanSoftplus(tf, tf.math.neg(real)), meanSoftplus(tf, fake));
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return meanSoftplus(tf, tf.math.neg(fake));
        }
    },

    /** Critic {@code E max(0, 1 - r) + E max(0, 1 + f)}, generator {@code -E f} (Lim and Ye, 2017). */
    HINGE {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            TensorMath math = new TensorMath(tf);
            Operand<TFloat32> one = math.scalar(1);
            return math.add(
                    math.mean(math.positivePart(math.subtract(one, real))),
                    math.mean(math.positivePart(math.add(one, fake))));
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return mean(tf, tf.math.neg(fake));
        }
    },

    /** Critic {@code (E (r - 1)^2 + E f^2) / 2}, generator {@code E (f - 1)^2 / 2} (Mao et al., 2017). */
    LEAST_SQUARES {
        @Override
        public Operand<TFloat32> critic(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return tf.math.add(halfMeanSquare(tf, tf.math.sub(real, tf.constant(1f))), halfMeanSquare(tf, fake));
        }

        @Override
        public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
            return halfMeanSquare(tf, tf.math.sub(fake, tf.constant(1f)));
        }
    };

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
        return new TensorMath(tf).mean(x);
    }

    private static Operand<TFloat32> meanSoftplus(Ops tf, Operand<TFloat32> x) {
        return mean(tf, tf.math.softplus(x));
    }

    private static Operand<TFloat32> halfMeanSquare(Ops tf, Operand<TFloat32> x) {
        return new TensorMath(tf).scale(0.5, mean(tf, tf.math.square(x)));
    }
}
