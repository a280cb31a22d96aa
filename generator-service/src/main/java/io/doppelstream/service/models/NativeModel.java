package io.doppelstream.service.models;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.translate.NoopTranslator;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.service.config.ModelSettings;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.ConfigProto;

/** A SavedModel in native memory, loaded by DJL. The one owner of it: its signatures share session and weights, and end with it. */
final class NativeModel implements AutoCloseable {
    private final String label;
    private final ZooModel<NDList, NDList> model;

    private NativeModel(String label, ZooModel<NDList, NDList> model) {
        this.label = label;
        this.model = model;
    }

    /** Loads the SavedModel of a package. */
    static NativeModel load(ModelPackage source, ModelSettings settings) throws IOException, ModelPackageException {
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
        try {
            String label = source.manifest().name() + "/" + source.manifest().version();
            return new NativeModel(label, criteria.loadModel());
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

    /** One of its signatures. */
    SavedModelSignature signature(String name) throws ModelPackageException {
        SavedModelBundle bundle = ((TfSymbolBlock) model.getBlock()).getSavedModelBundle();
        Set<String> names = bundle.getMetaGraphDef().getSignatureDefMap().keySet();
        if (!names.contains(name)) {
            throw new ModelPackageException("Expected the signature " + name + " in the SavedModel of model " + label
                    + ", found " + new TreeSet<>(names));
        }
        // Not closed: that would close the session, which is the model's.
        return new SavedModelSignature(label, name, new TfSymbolBlock(bundle, name), model.getNDManager());
    }

    @Override
    public void close() {
        model.close();
    }
}
