package io.doppelstream.trainer.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The game between critic and generator; both sides are minimized. Scores are float32[rows, 1], any real number. */
public interface AdversarialLoss {

    /** What the critic minimizes, a scalar. */
    Operand<TFloat32> critic(Ops tf, Operand<TFloat32> realScores, Operand<TFloat32> fakeScores);

    /** What the generator minimizes, a scalar. */
    Operand<TFloat32> generator(Ops tf, Operand<TFloat32> realScores, Operand<TFloat32> fakeScores);
}
