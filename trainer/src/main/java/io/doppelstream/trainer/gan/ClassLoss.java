package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The part of an auxiliary classifier in a game of images with classes (Odena et al., 2017). It is a further head of the critic, which
 * must not be told the class at its input then; it learns from real images alone, so that it does not take the generator's mistakes for the
 * class.
 *
 * <pre>
 * critic     weight E -log C(y | x)
 * generator  weight E max(0, log plain - log C(y | G(z, y)))
 * </pre>
 *
 * <p>With {@code plain} = 1 the generator's is the paper's cross-entropy, which is never content and makes images more typical than
 * real ones are. Below 1 it is a hinge: an image whose class is plain enough is left to the game (compare the multi-hinge loss of
 * Kavalerov et al., 2021, which is one of logits).
 *
 * @param weight of the losses of both players, at least 0; 0: no classifier
 * @param plain probability of its class above which a generated image is left alone, in (0, 1]
 */
record ClassLoss(double weight, double plain) {

    ClassLoss {
        if (!(weight >= 0 && plain > 0 && plain <= 1)) {
            throw new IllegalArgumentException(
                    "expected a weight of at least 0 and a plain probability in (0, 1], found " + weight + " and "
                            + plain);
        }
    }

    /** No classifier. */
    static ClassLoss none() {
        return new ClassLoss(0, 1);
    }

    /** The generator's part as the paper has it. */
    static ClassLoss crossEntropy(double weight) {
        return new ClassLoss(weight, 1);
    }

    /** The generator's part as a hinge; none where samples have no class: a row's condition is none. */
    static ClassLoss hinge(double weight, SampleSpace space) {
        return space instanceof ImageSpace && space.conditions() > 0 ? new ClassLoss(weight, 0.7) : none();
    }

    boolean judged() {
        return weight > 0;
    }

    /** A critic's head: its score alone or, where classes are judged, before their logits, float32[rows, 1 + classes]. */
    Layer head(Layers layers, Layer score, int features, int classes) {
        return judged() ? layers.parallel(score, layers.dense(features, classes)) : score;
    }

    /**
     * The critic's part, a scalar.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Operand<TFloat32> critic(Ops tf, Verdicts real, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        return judged() ? math.scale(weight, math.mean(surprise(tf, real, classes))) : math.scalar(0);
    }

    /**
     * The generator's part, a scalar.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Operand<TFloat32> generator(Ops tf, Verdicts generated, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        if (!judged()) {
            return math.scalar(0);
        }
        Operand<TFloat32> excess = math.add(surprise(tf, generated, classes), math.scalar(Math.log(plain)));
        return math.scale(weight, math.mean(math.positivePart(excess)));
    }

    /** {@code -log C(y | x)}, float32[rows]. */
    private static Operand<TFloat32> surprise(Ops tf, Verdicts verdicts, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        return math.scale(
                -1, tf.reduceSum(math.multiply(classes, tf.nn.logSoftmax(verdicts.logits())), tf.constant(1)));
    }
}
