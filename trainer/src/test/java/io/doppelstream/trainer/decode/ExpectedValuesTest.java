package io.doppelstream.trainer.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.TestTables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class ExpectedValuesTest {

    @Test
    void shouldGiveBackTheValuesThatWereEncoded() {
        Table table = TestTables.everyKind(300, 1);
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        EventFeatures features = EventFeatures.of(table.schema(), codec);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> rows =
                    tf.constant(Shape.of(table.rows(), features.width()), DataBuffers.of(features.encode(table)));
            Operand<TFloat32> blocks =
                    tf.slice(rows, tf.constant(new int[] {0, features.codeWidth()}), tf.constant(new int[] {-1, -1}));
            Map<String, Operand<?>> expected = new ExpectedValues(table.schema(), codec, features).decode(tf, blocks);
            try (Session session = new Session(graph)) {
                for (FeatureBlock block : features.blocks()) {
                    try (Result result = session.runner()
                            .fetch(expected.get(Scoring.expected(block.column())))
                            .run()) {
                        assertGivenBack(table, block.column(), result.get(0));
                    }
                }
            }
        }
    }

    private static void assertGivenBack(Table table, int column, Tensor found) {
        ColumnData data = table.column(column);
        String name = table.schema().column(column).name();
        for (int row = 0; row < table.rows(); row++) {
            double value = number(found, row);
            if (data.isNull(row)) {
                assertThat(value).as(name).isNaN();
            } else {
                assertThat(value)
                        .as(name)
                        .isCloseTo(data.number(row), within(1e-5 * Math.abs(data.number(row)) + 0.02));
            }
        }
    }

    private static double number(Tensor tensor, int row) {
        if (tensor instanceof TInt32 codes) {
            return codes.getInt(row) == ColumnData.NULL_CODE ? Double.NaN : codes.getInt(row);
        } else if (tensor instanceof TInt64 longs) {
            return longs.getLong(row) == ColumnData.NULL_LONG ? Double.NaN : longs.getLong(row);
        }
        return ((TFloat64) tensor).getDouble(row);
    }
}
