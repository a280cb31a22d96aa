package io.doppelstream.trainer.export;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes a frozen graph, whose weights are constants, as a SavedModel with the tag {@code serve}. Equal graphs and
 * signatures give equal bytes.
 */
public final class SavedModelWriter {

    private static final int SCHEMA_VERSION = 1;
    private static final String METHOD = "tensorflow/serving/predict";
    private static final Set<String> STATEFUL =
            Set.of("Variable", "VariableV2", "VarHandleOp", "RandomUniform", "RandomStandardNormal");

    private SavedModelWriter() {}

    /**
     * Writes {@code saved_model.pb}.
     *
     * @param directory made if it is missing
     * @param signatures at least one
     */
    public static void write(Path directory, Graph graph, List<ServingSignature> signatures) throws IOException {
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("expected signatures for the SavedModel, found none");
        }
        requireStateless(graph);
        Files.createDirectories(directory);
        try (OutputStream file = Files.newOutputStream(directory.resolve("saved_model.pb"))) {
            CodedOutputStream bytes = CodedOutputStream.newInstance(file);
            bytes.useDeterministicSerialization();
            savedModel(graph, signatures).writeTo(bytes);
            bytes.flush();
        }
    }

    private static void requireStateless(Graph graph) {
        for (Iterator<GraphOperation> operations = graph.operations(); operations.hasNext(); ) {
            GraphOperation operation = operations.next();
            if (STATEFUL.contains(operation.type())) {
                throw new IllegalArgumentException("expected a graph without state, found the operation "
                        + operation.name() + " of type " + operation.type());
            }
        }
    }

    private static SavedModel savedModel(Graph graph, List<ServingSignature> signatures) {
        MetaGraphDef.Builder metaGraph = MetaGraphDef.newBuilder().setGraphDef(graph.toGraphDef());
        metaGraph
                .getMetaInfoDefBuilder()
                .addTags(SavedModelBundle.DEFAULT_TAG)
                .setTensorflowVersion(TensorFlow.version());
        signatures.forEach(signature -> metaGraph.putSignatureDef(signature.name(), signatureDef(signature)));
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(SCHEMA_VERSION)
                .addMetaGraphs(metaGraph)
                .build();
    }

    private static SignatureDef signatureDef(ServingSignature signature) {
        SignatureDef.Builder definition = SignatureDef.newBuilder().setMethodName(METHOD);
        signature.inputs().forEach((name, input) -> definition.putInputs(name, tensorInfo(input)));
        signature.outputs().forEach((name, output) -> definition.putOutputs(name, tensorInfo(output)));
        return definition.build();
    }

    private static TensorInfo tensorInfo(Operand<?> operand) {
        return TensorInfo.newBuilder()
                .setName(operand.op().name() + ":" + operand.asOutput().index())
                .setDtype(operand.asOutput().dataType())
                .setTensorShape(shape(operand.shape()))
                .build();
    }

    private static TensorShapeProto shape(Shape shape) {
        TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
        if (shape.isUnknown()) {
            return proto.setUnknownRank(true).build();
        }
        for (long size : shape.asArray()) {
            proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return proto.build();
    }
}
