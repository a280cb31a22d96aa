package io.doppelstream.service.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.score.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The {@code score} signature of a native model, which owns it. Safe for several threads. */
final class ScoreSignature {
    private final Manifest manifest;
    private final SavedModelSignature signature;
    private final int width;

    private ScoreSignature(Manifest manifest, SavedModelSignature signature, int width) {
        this.manifest = manifest;
        this.signature = signature;
        this.width = width;
    }

    /**
     * Finds the signature and checks the names of its input and outputs.
     *
     * @param width floats of an event, D
     */
    static ScoreSignature of(NativeModel model, Manifest manifest, int width) throws ModelPackageException {
        SavedModelSignature signature = model.signature(Scoring.SIGNATURE);
        TreeSet<String> outputs = new TreeSet<>(manifest.scoring().names());
        outputs.add(Scoring.CONTRIBUTION);
        manifest.signature().outputs().forEach(output -> outputs.add(Scoring.expected(output.column())));
        signature.requireNames(new TreeSet<>(List.of(Scoring.ROW)), outputs);
        return new ScoreSignature(manifest, signature, width);
    }

    /**
     * Scores events.
     *
     * @param features {@code float[rows * D]}
     */
    Scores score(float[] features, int rows) {
        return signature.run(
                memory -> new NDList(SavedModelSignature.floats(memory, Scoring.ROW, features, new Shape(rows, width))),
                outputs -> scores(outputs, rows),
                rows);
    }

    private Scores scores(NDList outputs, int rows) {
        List<float[]> raw = new ArrayList<>();
        for (String member : manifest.scoring().names()) {
            raw.add(floats(outputs, member, new Shape(rows)));
        }
        int learned = manifest.signature().outputs().size();
        float[] contributions = floats(outputs, Scoring.CONTRIBUTION, new Shape(rows, learned));
        Map<Integer, ColumnData> expected = new TreeMap<>();
        for (Manifest.Output output : manifest.signature().outputs()) {
            expected.put(output.column(), column(outputs, output, rows));
        }
        return new Scores(raw, contributions, expected);
    }

    private static float[] floats(NDList outputs, String name, Shape shape) {
        return SavedModelSignature.require(outputs, name, shape, "float32").toFloatArray();
    }

    private static ColumnData column(NDList outputs, Manifest.Output output, int rows) {
        NDArray array =
                SavedModelSignature.require(outputs, Scoring.expected(output.column()), new Shape(rows), output.type());
        return switch (output.type()) {
            case "int32" -> new ColumnData.Codes(array.toIntArray());
            case "int64" -> new ColumnData.Longs(array.toLongArray());
            case "float64" -> new ColumnData.Doubles(array.toDoubleArray());
            default ->
                throw new GenerationException("Expected output '" + Scoring.expected(output.column())
                        + "' of type int32, int64 or float64, found " + output.type());
        };
    }
}
