package io.doppelstream.trainer.detect;

import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.trainer.gan.AladGan;
import io.doppelstream.trainer.gan.RowCritic;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.nn.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A detector once its training is over.
 *
 * @param alad networks on events
 * @param weights of them
 * @param critic of the kind that generates
 * @param criticWeights of it
 * @param usualRealism what the critic finds of training rows, on average
 */
public record TrainedDetector(
        AladGan alad, WeightSnapshot weights, RowCritic critic, WeightSnapshot criticWeights, double usualRealism) {

    /** Mean of the logarithms of {@link #RECONSTRUCTION} and {@link #TAIL}: the default where no labels choose another. */
    public static final String COMBINED = "combined";
    /** The paper's score: see {@link AladGan}. */
    public static final String ALAD = "alad";
    /** Squared distance of a row from its reconstruction, the features in their deviations. */
    public static final String RECONSTRUCTION = "reconstruction";
    /** Squared distance of a row from the mean: how far out its columns are, each by itself. */
    public static final String TAIL = "tail";
    /**
     * How far what the critic of the tabular kind finds is from what it finds of training rows. On either side: where it never was
     * shown rows, a critic may well find them more real than real ones.
     */
    public static final String CRITIC = "critic";

    private static final double SMALLEST_DISTANCE = 1e-6;

    /** Names of the scores, in their order. */
    public static final List<String> MEMBERS = List.of(COMBINED, ALAD, RECONSTRUCTION, TAIL, CRITIC);

    /** The features that the scores read. */
    public EventFeatures features() {
        return alad.space().features();
    }

    /**
     * The scores drawn.
     *
     * @param members by name in their order, float32[rows], higher is more anomalous
     * @param reconstruction standardized, float32[rows, F]
     * @param contribution of the learned columns in the schema's order, squared distance from the reconstruction, float32[rows, columns]
     */
    public record Drawn(
            Map<String, Operand<TFloat32>> members, Operand<TFloat32> reconstruction, Operand<TFloat32> contribution) {}

    /**
     * Draws the scores.
     *
     * @param row events as {@link EventFeatures#encode} gives them, float32[rows, D]
     */
    public Drawn draw(Ops tf, Operand<TFloat32> row) {
        TensorMath math = new TensorMath(tf);
        Pass pass = Pass.inference(tf, weights.constants(tf), UsualRealism.NO_NOISE);
        Operand<TFloat32> x = alad.space().standardized(tf, row);
        Operand<TFloat32> reconstruction = alad.reconstruction(pass, x);
        Operand<TFloat32> error = tf.math.square(math.subtract(x, reconstruction));
        Operand<TFloat32> realism = critic.realism(
                Pass.inference(tf, criticWeights.constants(tf), UsualRealism.NO_NOISE),
                math.columns(row, 0, features().codeWidth()));
        Map<String, Operand<TFloat32>> members = new LinkedHashMap<>();
        Operand<TFloat32> distance = tf.reduceSum(error, tf.constant(1));
        Operand<TFloat32> tail = math.squaredNorms(x);
        members.put(COMBINED, math.scale(0.5, math.add(logarithm(math, distance), logarithm(math, tail))));
        members.put(ALAD, alad.score(pass, x, reconstruction));
        members.put(RECONSTRUCTION, distance);
        members.put(TAIL, tail);
        members.put(
                CRITIC,
                tf.math.abs(
                        math.subtract(tf.reshape(realism, tf.constant(new int[] {-1})), math.scalar(usualRealism))));
        return new Drawn(members, reconstruction, alad.space().columnSums(tf, error));
    }

    private static Operand<TFloat32> logarithm(TensorMath math, Operand<TFloat32> x) {
        return math.tf().math.log(math.add(x, math.scalar(SMALLEST_DISTANCE)));
    }
}
