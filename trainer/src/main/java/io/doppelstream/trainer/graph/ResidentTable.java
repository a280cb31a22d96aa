package io.doppelstream.trainer.graph;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Encoded real rows, float32[rows, columns], kept in TensorFlow's memory: a batch is then only a list of row numbers.
 * Filled in blocks after the session is opened.
 */
public final class ResidentTable {

    private final Ops tf;
    private final int rows;
    private final int columns;
    private final Variable<TFloat32> table;
    private final Placeholder<TInt32> blockRows;
    private final Placeholder<TFloat32> blockValues;
    private final Op loadBlock;

    public ResidentTable(Ops tf, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "expected at least one row and one column, found a table of " + rows + " x " + columns);
        }
        this.tf = tf;
        this.rows = rows;
        this.columns = columns;
        table = tf.variable(tf.zeros(tf.constant(Shape.of(rows, columns)), TFloat32.class));
        blockRows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        blockValues = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
        loadBlock = tf.scatterUpdate(table, blockRows, blockValues);
    }

    /**
     * Rows by number.
     *
     * @param numbers int32[B], each in [0, rows)
     * @return float32[B, columns]
     */
    public Operand<TFloat32> gather(Operand<TInt32> numbers) {
        return tf.gather(table, numbers, tf.constant(0));
    }

    /**
     * Fills a block of rows.
     *
     * @param firstRow number of the block's first row
     * @param values the block's rows one after another, a multiple of the number of columns
     */
    public void load(Session session, int firstRow, float[] values) {
        int count = values.length / columns;
        if (count * columns != values.length || firstRow < 0 || firstRow + count > rows) {
            throw new IllegalArgumentException("expected whole rows within " + rows + " x " + columns + ", found "
                    + values.length + " values from row " + firstRow);
        }
        int[] numbers = IntStream.range(firstRow, firstRow + count).toArray();
        try (TInt32 blockRowsTensor = TInt32.vectorOf(numbers);
                TFloat32 valuesTensor = TFloat32.tensorOf(Shape.of(count, columns), DataBuffers.of(values))) {
            session.runner()
                    .feed(blockRows, blockRowsTensor)
                    .feed(blockValues, valuesTensor)
                    .addTarget(loadBlock)
                    .run()
                    .close();
        }
    }
}
