package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A trained critic, asked how real a row looks. */
public interface RowCritic {

    /**
     * Scores rows under no condition.
     *
     * @param rows as the codecs encode them, float32[rows, D]
     * @return higher is more real, float32[rows, 1]
     */
    Operand<TFloat32> realism(Pass pass, Operand<TFloat32> rows);

    /** What training moves. */
    List<Parameter> parameters();
}
