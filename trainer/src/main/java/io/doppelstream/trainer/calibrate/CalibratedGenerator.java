package io.doppelstream.trainer.calibrate;

import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A generator whose unfinished rows are shifted by constants.
 *
 * @param generator what is shifted
 * @param offsets added to every row, D entries
 */
record CalibratedGenerator(RowGenerator generator, float[] offsets) implements RowGenerator {

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        return pass.tf()
                .math
                .add(
                        generator.raw(pass, rows, condition),
                        pass.tf().constant(Shape.of(1, offsets.length), DataBuffers.of(offsets)));
    }

    @Override
    public List<Parameter> parameters() {
        return generator.parameters();
    }

    @Override
    public List<Parameter> statistics() {
        return generator.statistics();
    }
}
