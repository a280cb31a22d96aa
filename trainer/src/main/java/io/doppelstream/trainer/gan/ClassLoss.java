package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Update;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The part of an auxiliary classifier in a game of images with classes (Odena et al., 2017). It learns from real images alone, so that
 * it does not take the generator's mistakes for the class. It is a further head of the critic, which must not be told the class at its input
 * then, or a player of its own, which leaves the critic as it is.
 *
 * <pre>
 * classifier  E -log C(y | x), as a head by weight
 * generator   weight E max(0, log plain - log C(y | G(z, y)))
 * </pre>
 *
 * <p>With {@code plain} = 1 the generator's is the paper's cross-entropy, which is never content and makes images more typical than
 * real ones are. Below 1 it is a hinge: an image whose class is plain enough is left to the game (compare the multi-hinge loss of
 * Kavalerov et al., 2021, which is one of logits).
 *
 * @param weight of the generator's part and of a head's, at least 0; 0: no classifier
 * @param plain probability of its class above which a generated image is left alone, in (0, 1]
 * @param player classifier of its own, from images to logits, float32[rows, C]; empty: a head of the critic
 */
record ClassLoss(double weight, double plain, Optional<Layer> player) {

    ClassLoss {
        if (!(weight >= 0 && plain > 0 && plain <= 1)) {
            throw new IllegalArgumentException(
                    "expected a weight of at least 0 and a plain probability in (0, 1], found " + weight + " and "
                            + plain);
        }
    }

    /** No classifier. */
    static ClassLoss none() {
        return new ClassLoss(0, 1, Optional.empty());
    }

    /** A head of the critic, the generator's part as the paper has it. */
    static ClassLoss crossEntropy(double weight) {
        return new ClassLoss(weight, 1, Optional.empty());
    }

    /** A head of the critic, the generator's part as a hinge; none where samples have no class: a row's condition is none. */
    static ClassLoss hingeByHead(double weight, SampleSpace space) {
        return classes(weight, space) ? new ClassLoss(weight, 0.7, Optional.empty()) : none();
    }

    /** The hinge by a classifier of its own; none where samples have no class. */
    static ClassLoss hingeByPlayer(double weight, SampleSpace space) {
        return classes(weight, space)
                ? new ClassLoss(weight, 0.5, Optional.of(ClassifierNetwork.of(space.sample(), space.conditions())))
                : none();
    }

    private static boolean classes(double weight, SampleSpace space) {
        return weight > 0 && space instanceof ImageSpace && space.conditions() > 0;
    }

    /** Whether it is a head of the critic. */
    boolean headed() {
        return weight > 0 && player.isEmpty();
    }

    /** A critic's head: its score alone or, where it judges classes, before their logits, float32[rows, 1 + classes]. */
    Layer head(Layers layers, Layer score, int features, int classes) {
        return headed() ? layers.parallel(score, layers.dense(features, classes)) : score;
    }

    /** What critic and classifier say of samples. */
    Verdicts verdicts(Pass pass, Layer critic, Operand<TFloat32> samples) {
        Verdicts seen = Verdicts.of(pass.tf(), critic.apply(pass, samples));
        return player.map(layer -> new Verdicts(seen.scores(), layer.apply(pass, samples)))
                .orElse(seen);
    }

    /**
     * The critic's part, a scalar.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Operand<TFloat32> critic(Ops tf, Verdicts real, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        return headed() ? math.scale(weight, math.mean(surprise(tf, real, classes))) : math.scalar(0);
    }

    /**
     * The move of a classifier of its own.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Optional<Update> classifier(Ops tf, Verdicts real, Operand<TFloat32> classes) {
        OptimizerConfig adam =
                OptimizerConfig.adam(1e-3, 0.9, 0.999).withSchedule(new LearningRateSchedule.Cosine(0.02));
        return player.map(layer -> new Update(
                "classifier", new TensorMath(tf).mean(surprise(tf, real, classes)), layer.parameters(), adam));
    }

    /**
     * The generator's part, a scalar.
     *
     * @param classes one-hot, float32[rows, C]
     */
    Operand<TFloat32> generator(Ops tf, Verdicts generated, Operand<TFloat32> classes) {
        TensorMath math = new TensorMath(tf);
        if (weight == 0) {
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
