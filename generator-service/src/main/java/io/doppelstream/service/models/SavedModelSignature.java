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
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.service.config.ModelSettings;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;

/**
 * One signature of a SavedModel, run by DJL. Owns the native model. Safe for several threads: each call takes a predictor of its
 * own, and TensorFlow's session is shared.
 */
final class SavedModelSignature implements AutoCloseable {
    private final String label;
    private final String name;
    private final ZooModel<NDList, NDList> model;
    private final Queue<Predictor<NDList, NDList>> idlePredictors = new ConcurrentLinkedQueue<>();

    private SavedModelSignature(String label, String name, ZooModel<NDList, NDList> model) {
        this.label = label;
        this.name = name;
        this.model = model;
    }

    /** Loads the SavedModel of a package. */
    static SavedModelSignature load(ModelPackage source, String name, ModelSettings settings)
            throws IOException, ModelPackageException {
        ConfigProto config = sessionConfig(settings);
        TensorFlowRuntime.load(config);
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("TensorFlow")
                .optModelPath(source.savedModel())
                .optOption("SignatureDefKey", name)
                .optOption("ConfigProto", Base64.getEncoder().encodeToString(config.toByteArray()))
                .optTranslator(new NoopTranslator())
                .build();
        try {
            String label = source.manifest().name() + "/" + source.manifest().version();
            return new SavedModelSignature(label, name, criteria.loadModel());
        } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new ModelPackageException(
                    "Expected a SavedModel that TensorFlow can load in model " + source.digest() + ", found: " + e, e);
        }
    }

    private static ConfigProto sessionConfig(ModelSettings settings) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(settings.intraOpThreads())
                .setInterOpParallelismThreads(settings.interOpThreads())
                .build();
    }

    /** Checks the names of inputs and outputs. */
    void requireNames(Set<String> expectedInputs, Set<String> expectedOutputs) throws ModelPackageException {
        TreeSet<String> inputs = new TreeSet<>(model.describeInput().keys());
        TreeSet<String> outputs = new TreeSet<>(model.describeOutput().keys());
        if (!inputs.equals(expectedInputs) || !outputs.equals(expectedOutputs)) {
            throw new ModelPackageException("Expected the signature " + name + " with inputs " + expectedInputs
                    + " and outputs " + expectedOutputs + ", found inputs " + inputs + " and outputs " + outputs);
        }
    }

    /**
     * Runs once.
     *
     * @param inputs makes the inputs in the memory that it is given
     * @param outputs takes the outputs, which are closed afterwards
     * @param rows of the run, for messages
     */
    <T> T run(Function<NDManager, NDList> inputs, Function<NDList, T> outputs, int rows) {
        Predictor<NDList, NDList> idle = idlePredictors.poll();
        Predictor<NDList, NDList> predictor = idle == null ? model.newPredictor() : idle;
        try (NDManager memory = model.getNDManager().newSubManager();
                NDList results = predictor.predict(inputs.apply(memory))) {
            return outputs.apply(results);
        } catch (TranslateException e) {
            throw new GenerationException(
                    "Expected model " + label + " to " + name + " " + rows + " rows, found: " + e.getMessage(), e);
        } finally {
            idlePredictors.add(predictor);
        }
    }

    static NDArray floats(NDManager memory, String name, float[] values, Shape shape) {
        NDArray array = memory.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
        array.setName(name);
        return array;
    }

    /** An output of one shape and type. */
    static NDArray require(NDList outputs, String name, Shape shape, String type) {
        NDArray array = outputs.get(name);
        if (array == null || !array.getShape().equals(shape)) {
            throw new GenerationException("Expected output '" + name + "' of shape " + shape + ", found "
                    + (array == null ? "none" : array.getShape()));
        }
        String found = array.getDataType().name().toLowerCase(java.util.Locale.ROOT);
        if (!found.equals(type)) {
            throw new GenerationException("Expected output '" + name + "' of type " + type + ", found " + found);
        }
        return array;
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
