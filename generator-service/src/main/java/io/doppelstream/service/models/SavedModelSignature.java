package io.doppelstream.service.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import io.doppelstream.model.pack.ModelPackageException;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One signature of a {@link NativeModel}, which owns it. Safe for several threads: TensorFlow's session is shared. */
final class SavedModelSignature {
    private final String label;
    private final String name;
    private final SymbolBlock block;
    private final NDManager model;

    /** @param model memory of the model, which that of each run is a part of */
    SavedModelSignature(String label, String name, SymbolBlock block, NDManager model) {
        this.label = label;
        this.name = name;
        this.block = block;
        this.model = model;
    }

    /** Checks the names of inputs and outputs. */
    void requireNames(Set<String> expectedInputs, Set<String> expectedOutputs) throws ModelPackageException {
        TreeSet<String> inputs = new TreeSet<>(block.describeInput().keys());
        TreeSet<String> outputs = new TreeSet<>(block.describeOutput().keys());
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
        try (NDManager memory = model.newSubManager()) {
            return outputs.apply(forward(memory, inputs.apply(memory), rows));
        }
    }

    private NDList forward(NDManager memory, NDList inputs, int rows) {
        try {
            return block.forward(new ParameterStore(memory, false), inputs, false);
        } catch (RuntimeException e) {
            throw new GenerationException(
                    "Expected model " + label + " to " + name + " " + rows + " rows, found: " + e.getMessage(), e);
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
        String found = array.getDataType().name().toLowerCase(Locale.ROOT);
        if (!found.equals(type)) {
            throw new GenerationException("Expected output '" + name + "' of type " + type + ", found " + found);
        }
        return array;
    }
}
