package io.doppelstream.trainer.calibrate;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.nn.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A generator whose logits are corrected. */
record CalibratedGenerator(RowGenerator generator, LogitCorrection correction) implements RowGenerator {

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        Ops tf = pass.tf();
        float[] shifts = correction.shifts();
        return tf.math.add(
                generator.raw(pass, rows, condition), tf.constant(Shape.of(1, shifts.length), DataBuffers.of(shifts)));
    }

    @Override
    public float[] floors(EncodedLayout layout) {
        return correction.floors();
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
