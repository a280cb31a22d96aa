package io.doppelstream.trainer.sample;

import io.doppelstream.model.anomaly.DetectorScore;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
import io.doppelstream.model.score.RawScores;
import io.doppelstream.model.score.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** The signature {@code score} of a model that is loaded in process. The session is {@link ModelSampler}'s. */
public final class PackageDetector implements RawScores {

    private static final int CHUNK = 2048;

    private final Manifest manifest;
    private final EventFeatures features;
    private final SignatureDef signature;
    private final Session session;

    PackageDetector(Manifest manifest, SignatureDef signature, Session session) {
        this.manifest = manifest;
        this.features = EventFeatures.of(manifest.schema(), manifest.codec());
        this.signature = signature;
        this.session = session;
    }

    /** What the scores mean. */
    public Scoring scoring() {
        return manifest.scoring();
    }

    /** How events are encoded. */
    public EventFeatures features() {
        return features;
    }

    @Override
    public List<float[]> of(float[] rows, int count) {
        List<float[]> scores = new ArrayList<>();
        try (TFloat32 fed = TFloat32.tensorOf(Shape.of(count, features.width()), DataBuffers.of(rows))) {
            Session.Runner runner = session.runner()
                    .feed(signature.getInputsOrThrow(Scoring.ROW).getName(), fed);
            scoring()
                    .names()
                    .forEach(name ->
                            runner.fetch(signature.getOutputsOrThrow(name).getName()));
            try (Result result = runner.run()) {
                for (int member = 0; member < result.size(); member++) {
                    scores.add(floats(result.get(member), count));
                }
            }
        }
        return scores;
    }

    private static float[] floats(Tensor tensor, int count) {
        float[] values = new float[count];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    /**
     * Scores the rows of a table of the model's schema.
     *
     * @return raw scores by row, one a member
     */
    public double[][] score(Table table) {
        int[] learned =
                features.blocks().stream().mapToInt(FeatureBlock::column).toArray();
        return score(table.rows(), row -> {
            double[] values = new double[table.schema().size()];
            for (int column : learned) {
                values[column] = table.column(column).number(row);
            }
            return values;
        });
    }

    /**
     * Scores events.
     *
     * @param events values of each, as {@link EventFeatures#encode} takes them
     * @return raw scores by event, one a member
     */
    public double[][] score(int count, IntFunction<double[]> events) {
        double[][] scores = new double[count][scoring().names().size()];
        for (int first = 0; first < count; first += CHUNK) {
            int size = Math.min(CHUNK, count - first);
            float[] rows = new float[Math.multiplyExact(size, features.width())];
            for (int i = 0; i < size; i++) {
                features.encode(events.apply(first + i), rows, i);
            }
            List<float[]> members = of(rows, size);
            for (int i = 0; i < size; i++) {
                for (int member = 0; member < members.size(); member++) {
                    scores[first + i][member] = members.get(member)[i];
                }
            }
        }
        return scores;
    }

    /** How little likely rows are to the model. */
    DetectorScore ofRows() {
        return new DetectorScore(manifest.schema(), features, scoring(), this);
    }
}
