package io.doppelstream.service.models;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.Role;
import io.doppelstream.service.config.ModelSettings;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.tensorflow.proto.ConfigProto;

/**
 * The {@code generate} signature of a SavedModel, run by DJL. Owns the native model. Safe for several threads: each call
 * takes a predictor of its own, and TensorFlow's session is shared.
 */
final class GenerateSignature implements AutoCloseable {
    private static final TreeSet<String> INPUTS = new TreeSet<>(List.of("condition", "interval", "mask", "seed"));
    private static final List<String> FURTHER_INPUTS =
            List.of(Manifest.Signature.LATENT, Manifest.Signature.TRUNCATION);

    private final Manifest manifest;
    private final ZooModel<NDList, NDList> model;
    private final Queue<Predictor<NDList, NDList>> idlePredictors = new ConcurrentLinkedQueue<>();

    private GenerateSignature(Manifest manifest, ZooModel<NDList, NDList> model) {
        this.manifest = manifest;
        this.model = model;
    }

    /** Loads the SavedModel of a package and checks the names of its inputs and outputs. */
    static GenerateSignature load(ModelPackage source, ModelSettings settings)
            throws IOException, ModelPackageException {
        ConfigProto config = sessionConfig(settings);
        TensorFlowRuntime.load(config);
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("TensorFlow")
                .optModelPath(source.savedModel())
                .optOption("SignatureDefKey", Manifest.Signature.GENERATE)
                .optOption("ConfigProto", Base64.getEncoder().encodeToString(config.toByteArray()))
                .optTranslator(new NoopTranslator())
                .build();
        ZooModel<NDList, NDList> model;
        try {
            model = criteria.loadModel();
        } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new ModelPackageException(
                    "Expected a SavedModel that TensorFlow can load in model " + source.digest() + ", found: " + e, e);
        }
        GenerateSignature signature = new GenerateSignature(source.manifest(), model);
        try {
            signature.requireNames();
        } catch (ModelPackageException e) {
            signature.close();
            throw e;
        }
        return signature;
    }

    private static ConfigProto sessionConfig(ModelSettings settings) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(settings.intraOpThreads())
                .setInterOpParallelismThreads(settings.interOpThreads())
                .build();
    }

    private void requireNames() throws ModelPackageException {
        TreeSet<String> inputs = new TreeSet<>(model.describeInput().keys());
        TreeSet<String> outputs = new TreeSet<>(model.describeOutput().keys());
        TreeSet<String> expected = new TreeSet<>();
        manifest.signature().outputs().forEach(output -> expected.add(output.name()));
        TreeSet<String> expectedInputs = new TreeSet<>(INPUTS);
        for (Manifest.Input input : manifest.signature().inputs()) {
            if (!FURTHER_INPUTS.contains(input.name())) {
                throw new ModelPackageException("Expected no inputs but " + INPUTS + " and " + FURTHER_INPUTS
                        + " in the signature, found " + input + ": use a newer Doppelstream");
            }
            expectedInputs.add(input.name());
        }
        if (!inputs.equals(expectedInputs) || !outputs.equals(expected)) {
            throw new ModelPackageException(
                    "Expected the signature " + Manifest.Signature.GENERATE + " with inputs " + expectedInputs
                            + " and outputs " + expected + ", found inputs " + inputs + " and outputs " + outputs);
        }
    }

    /**
     * Generates one chunk.
     *
     * @param seed int64[2]
     * @param conditions inputs of the chunk
     * @param latents of the request
     * @param first index of the chunk's first row in the request
     * @param count rows of the whole request
     * @return one entry a column of the schema, in final units
     */
    List<ColumnData> generate(long[] seed, ChunkConditions conditions, Latents latents, long first, long count) {
        Stream.of(latents.truncationProblem(manifest), latents.pathProblem(manifest))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw new GenerationException(problem);
                });
        Predictor<NDList, NDList> idle = idlePredictors.poll();
        Predictor<NDList, NDList> predictor = idle == null ? model.newPredictor() : idle;
        try (NDManager memory = model.getNDManager().newSubManager();
                NDList outputs = predictor.predict(inputs(memory, seed, conditions, latents, first, count))) {
            return columns(outputs, conditions.rows());
        } catch (TranslateException e) {
            throw new GenerationException(
                    "Expected model " + manifest.name() + "/" + manifest.version() + " to generate " + conditions.rows()
                            + " rows, found: " + e.getMessage(),
                    e);
        } finally {
            idlePredictors.add(predictor);
        }
    }

    private NDList inputs(
            NDManager memory, long[] seed, ChunkConditions conditions, Latents latents, long first, long count) {
        int logits = manifest.signature().logits();
        int scalars = manifest.signature().scalars();
        NDArray seeds = memory.create(LongBuffer.wrap(seed), new Shape(2), DataType.INT64);
        NDList list = new NDList(
                floats(
                        memory,
                        "condition",
                        conditions.condition(),
                        new Shape(conditions.rows(), manifest.signature().conditions())),
                floats(memory, "interval", conditions.interval(), new Shape(conditions.boundsRows(), scalars, 2)),
                floats(memory, "mask", conditions.mask(), new Shape(conditions.boundsRows(), logits)),
                seeds);
        seeds.setName("seed");
        if (manifest.signature().takes(Manifest.Signature.TRUNCATION)) {
            list.add(floats(memory, Manifest.Signature.TRUNCATION, new float[] {latents.limit()}, new Shape()));
        }
        int width = manifest.signature().width(Manifest.Signature.LATENT);
        if (width > 0) {
            float[] given = latents.input(width, first, conditions.rows(), count);
            list.add(floats(memory, Manifest.Signature.LATENT, given, new Shape(given.length / width, width)));
        }
        return list;
    }

    private static NDArray floats(NDManager memory, String name, float[] values, Shape shape) {
        NDArray array = memory.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
        array.setName(name);
        return array;
    }

    private List<ColumnData> columns(NDList outputs, int rows) {
        List<ColumnData> columns =
                new ArrayList<>(Collections.nCopies(manifest.schema().size(), new ColumnData.Unlearned(rows)));
        for (Manifest.Output output : manifest.signature().outputs()) {
            NDArray array = outputs.get(output.name());
            Shape expected = shape(output, rows);
            if (array == null || !array.getShape().equals(expected)) {
                throw new GenerationException("Expected output '" + output.name() + "' of shape " + expected
                        + ", found " + (array == null ? "none" : array.getShape()));
            }
            columns.set(output.column(), column(output, array));
        }
        return columns;
    }

    private Shape shape(Manifest.Output output, int rows) {
        return manifest.schema().column(output.column()).role() instanceof Role.Image image
                ? new Shape(
                        rows,
                        image.shape().height(),
                        image.shape().width(),
                        image.shape().channels())
                : new Shape(rows);
    }

    private ColumnData column(Manifest.Output output, NDArray array) {
        String found = array.getDataType().name().toLowerCase(java.util.Locale.ROOT);
        if (!found.equals(output.type())) {
            throw new GenerationException(
                    "Expected output '" + output.name() + "' of type " + output.type() + ", found " + found);
        }
        return switch (output.type()) {
            case "int32" -> new ColumnData.Codes(array.toIntArray());
            case "int64" -> new ColumnData.Longs(array.toLongArray());
            case "float64" -> new ColumnData.Doubles(array.toDoubleArray());
            case "uint8" -> images(output, array);
            default ->
                throw new GenerationException("Expected output '" + output.name()
                        + "' of type int32, int64, float64 or uint8, found " + output.type());
        };
    }

    private ColumnData images(Manifest.Output output, NDArray array) {
        if (manifest.schema().column(output.column()).role() instanceof Role.Image image) {
            return new ColumnData.Images(image.shape(), array.toByteArray());
        }
        throw new GenerationException("Expected a column of images for output '" + output.name() + "', found '"
                + manifest.schema().column(output.column()).name() + "'");
    }

    @Override
    public void close() {
        for (Predictor<NDList, NDList> predictor = idlePredictors.poll();
                predictor != null;
                predictor = idlePredictors.poll()) {
            predictor.close();
        }
        model.close();
    }
}
