package io.doppelstream.trainer.export;

import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.decode.ExpectedValues;
import io.doppelstream.trainer.detect.TrainedDetector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The {@code score} signature of a detector. Input {@code row} float32[rows, D], events as {@code EventFeatures} encodes them;
 * outputs: float32[rows] for each member's score, by its name; {@code contribution} float32[rows, learned columns]; for each learned
 * column {@code expected_INDEX}, [rows], in the type that {@code generate} gives it. Rows are independent of each other.
 *
 * @param schema of the table
 * @param codec of its columns
 */
public record ScoreSignature(TableSchema schema, TableCodec codec) {

    /** Draws the scores of a detector. */
    public ServingSignature draw(Ops tf, TrainedDetector detector) {
        Placeholder<TFloat32> row = tf.withName("score_row")
                .placeholder(
                        TFloat32.class,
                        Placeholder.shape(Shape.of(-1, detector.features().width())));
        RowBlocks blocks = new RowBlocks(tf, row);
        TrainedDetector.Drawn drawn = detector.draw(tf, blocks.filled(row));
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        drawn.members().forEach((name, score) -> outputs.put(name, blocks.cut(score)));
        outputs.put(Scoring.CONTRIBUTION, blocks.cut(drawn.contribution()));
        new ExpectedValues(schema, codec, detector.features())
                .decode(tf, detector.alad().space().original(tf, drawn.reconstruction()))
                .forEach((name, value) -> outputs.put(name, blocks.cut(value)));
        return new ServingSignature(Scoring.SIGNATURE, Map.of(Scoring.ROW, row), outputs);
    }
}
