package io.doppelstream.trainer.export;

import io.doppelstream.trainer.graph.TensorMath;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Rows filled up to whole blocks before anything is computed of them, and cut off again at the end. Kernels handle a single row, and those
 * left over of a block, by other instructions, which round otherwise; a row would depend on how many others are asked for with it.
 */
final class RowBlocks {

    /** Rows of a block: twice what was enough for TensorFlow's kernels on a processor with AVX2, where 8 were not. */
    private static final int BLOCK = 32;

    private final Ops tf;
    private final Operand<TInt32> rows;
    private final Operand<TInt32> missing;

    /** @param fed an input that has a row for each one asked for, float32[rows, ...] */
    RowBlocks(Ops tf, Operand<TFloat32> fed) {
        this.tf = tf;
        rows = new TensorMath(tf).rowCount(fed);
        missing = tf.math.floorMod(tf.math.neg(rows), tf.constant(BLOCK));
    }

    /**
     * Whole blocks.
     *
     * @param input float32[rows, ...]
     * @return filled up with 0
     */
    Operand<TFloat32> filled(Operand<TFloat32> input) {
        return filled(input, missing);
    }

    /**
     * Whole blocks of an input that may have one row for all.
     *
     * @param input float32[rows or 1, ...]
     * @return filled up with 0; one row stays one
     */
    Operand<TFloat32> filledUnlessShared(Operand<TFloat32> input) {
        Operand<TBool> shared = tf.math.equal(new TensorMath(tf).rowCount(input), tf.constant(1));
        return filled(input, tf.select(shared, tf.constant(0), missing));
    }

    private Operand<TFloat32> filled(Operand<TFloat32> input, Operand<TInt32> added) {
        int axes = input.shape().numDimensions();
        Operand<TInt32> rowsAdded = tf.reshape(tf.stack(List.of(tf.constant(0), added)), tf.constant(new int[] {1, 2}));
        Operand<TInt32> none = tf.constant(new int[axes - 1][2]);
        return tf.pad(input, tf.concat(List.of(rowsAdded, none), tf.constant(0)), tf.constant(0f));
    }

    /**
     * The rows that were asked for.
     *
     * @param output [rows of whole blocks, ...]
     * @return [rows, ...]
     */
    <T extends TType> Operand<T> cut(Operand<T> output) {
        int[] others = new int[output.shape().numDimensions() - 1];
        Arrays.fill(others, -1);
        Operand<TInt32> size =
                tf.concat(List.of(tf.reshape(rows, tf.constant(new int[] {1})), tf.constant(others)), tf.constant(0));
        return tf.slice(output, tf.constant(new int[others.length + 1]), size);
    }
}
