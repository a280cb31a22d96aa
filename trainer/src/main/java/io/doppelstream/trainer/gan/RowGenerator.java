package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The part of a tabular GAN that is published: from noise and conditions to unfinished rows. */
public interface RowGenerator {

    /**
     * Rows before {@link OutputForcing}: numbers that tanh and softmax will turn into scalars and groups.
     *
     * @param pass weights, mode and seeds of the noise; row k's noise depends on seed and k alone
     * @param rows number of rows, int32 scalar
     * @param condition condition vectors, float32[rows, C]; a row of zeros is unconditional
     * @return float32[rows, D]
     */
    Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition);

    /**
     * Share that a category gets in every row beside its softmax, whatever its logit.
     *
     * @param layout of a row
     * @return D entries in [0, 1), 0 for scalars
     */
    default float[] floors(EncodedLayout layout) {
        return new float[layout.width()];
    }

    /** What training moves. */
    List<Parameter> parameters();

    /** What is measured: moving means and variances. */
    List<Parameter> statistics();

    /** Everything that is published. */
    default List<Parameter> published() {
        return Stream.concat(parameters().stream(), statistics().stream()).toList();
    }
}
