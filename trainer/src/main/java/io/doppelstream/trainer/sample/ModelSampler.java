package io.doppelstream.trainer.sample;

import io.doppelstream.model.anomaly.AnomalyInjector;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionCompiler;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.anomaly.NormalRecords;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.export.GenerateSignature;
import io.doppelstream.trainer.graph.ExecutionConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A model loaded in process, sampled as the generator service does it: request by request, cut into chunks whose seeds
 * follow from the weights' digest, the request seed and the chunk index; so both give the same records. Owner of the loaded model.
 */
public final class ModelSampler implements AutoCloseable {

    private final Manifest manifest;
    private final String weightsDigest;
    private final SavedModelBundle bundle;
    private final Map<String, String> inputs = new HashMap<>();
    private final Map<String, String> outputs = new HashMap<>();
    private final Optional<PackageDetector> detector;
    private NormalRecords normal;

    private ModelSampler(Path savedModel, Manifest manifest, String weightsDigest, ExecutionConfig execution) {
        this.manifest = manifest;
        this.weightsDigest = weightsDigest;
        bundle = SavedModelBundle.loader(savedModel.toString())
                .withTags(SavedModelBundle.DEFAULT_TAG)
                .withConfigProto(execution.forSavedModel())
                .load();
        SignatureDef signature = signature(Manifest.Signature.GENERATE, savedModel);
        names(signature.getInputsMap(), inputs);
        names(signature.getOutputsMap(), outputs);
        detector = manifest.scoring() == null
                ? Optional.empty()
                : Optional.of(
                        new PackageDetector(manifest, signature(Scoring.SIGNATURE, savedModel), bundle.session()));
    }

    private SignatureDef signature(String name, Path savedModel) {
        Map<String, SignatureDef> signatures = bundle.metaGraphDef().getSignatureDefMap();
        if (!signatures.containsKey(name)) {
            bundle.close();
            throw new IllegalArgumentException(
                    "expected the signature " + name + " in " + savedModel + ", found " + signatures.keySet());
        }
        return signatures.get(name);
    }

    private static void names(Map<String, TensorInfo> signature, Map<String, String> names) {
        signature.forEach((name, info) -> names.put(name, info.getName()));
    }

    /** Loads a package. */
    public static ModelSampler open(ModelPackage model) {
        return open(model, ExecutionConfig.ofThisMachine());
    }

    /** Loads a package, to run on so many threads. */
    public static ModelSampler open(ModelPackage model, ExecutionConfig execution) {
        return new ModelSampler(
                model.savedModel(), model.manifest(), model.manifest().weightsDigest(), execution);
    }

    /**
     * Loads a SavedModel that is not sealed in a package yet.
     *
     * @param weightsDigest SHA-256 of its {@code saved_model.pb}, as the manifest will have it
     */
    public static ModelSampler open(
            Path savedModel, Manifest manifest, String weightsDigest, ExecutionConfig execution) {
        return new ModelSampler(savedModel, manifest, weightsDigest, execution);
    }

    /** Compiles conditions, as {@code --where} takes them, for this model. */
    public ConditionOutcome compile(List<String> conditions) {
        return compiler().compile(conditions);
    }

    private ConditionCompiler compiler() {
        return new ConditionCompiler(manifest.schema(), manifest.codec(), manifest.conditions());
    }

    /** Samples without conditions. */
    public Table sample(int rows, long seed) {
        return sample(rows, CompiledConditions.none(manifest.codec().layout(), manifest.conditions()), seed);
    }

    /**
     * Samples a whole request.
     *
     * @param seed seed of the request
     */
    public Table sample(int rows, CompiledConditions conditions, long seed) {
        return sample(rows, conditions, seed, Latents.NORMAL);
    }

    /**
     * Samples a whole request.
     *
     * @param seed seed of the request
     * @param latents how they are chosen
     * @throws IllegalArgumentException if the model does not take these
     */
    public Table sample(int rows, CompiledConditions conditions, long seed, Latents latents) {
        Stream.of(latents.truncationProblem(manifest), latents.pathProblem(manifest))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
        int width = manifest.signature().width(Manifest.Signature.LATENT);
        GeneratedColumns columns =
                new GeneratedColumns(manifest.schema(), manifest.signature().outputs(), rows);
        for (int first = 0; first < rows; first += manifest.chunkSize()) {
            int count = Math.min(manifest.chunkSize(), rows - first);
            long[] chunkSeed = ChunkSeed.of(weightsDigest, seed, first / manifest.chunkSize());
            generate(
                    conditions.forChunk(chunkSeed, first, count),
                    chunkSeed,
                    latents.limit(),
                    latents.input(width, first, count, rows),
                    columns,
                    first);
        }
        return columns.table();
    }

    /**
     * Samples a whole request with anomalies among its rows, the same ones that the generator service makes.
     *
     * @param conditions that normal rows meet
     * @param seed seed of the request
     */
    public InjectedTable sample(int rows, CompiledConditions conditions, long seed, AnomalyInjector injector) {
        String[] labels = new String[rows];
        Table table = null;
        for (int first = 0; first < rows; first += manifest.chunkSize()) {
            int count = Math.min(manifest.chunkSize(), rows - first);
            long[] chunkSeed = ChunkSeed.of(weightsDigest, seed, first / manifest.chunkSize());
            List<ColumnData> columns = rows(chunkSeed, conditions, first, count);
            String[] own = injector.inject(columns, chunkSeed, conditions, first, this::rows);
            System.arraycopy(own, 0, labels, first, count);
            Table chunk = new Table(manifest.schema(), columns);
            table = table == null ? chunk : table.followedBy(chunk);
        }
        return new InjectedTable(table, labels);
    }

    /** Checks and compiles anomalies, as a request asks for them, for this model. */
    public InjectionOutcome compile(Injection wanted) {
        return new InjectionCompiler(
                        compiler(), this::normal, detector.map(PackageDetector::ofRows), manifest.chunkSize())
                .compile(wanted);
    }

    /** What scores events, as long as the model is open; empty where the package has none. */
    public Optional<PackageDetector> detector() {
        return detector;
    }

    private NormalRecords normal() {
        if (normal == null) {
            CompiledConditions none = CompiledConditions.none(manifest.codec().layout(), manifest.conditions());
            normal = NormalRecords.generate(manifest.schema(), this::rows, weightsDigest, none, manifest.chunkSize());
        }
        return normal;
    }

    private List<ColumnData> rows(long[] seed, CompiledConditions conditions, long firstRow, int rows) {
        GeneratedColumns columns =
                new GeneratedColumns(manifest.schema(), manifest.signature().outputs(), rows);
        int width = manifest.signature().width(Manifest.Signature.LATENT);
        float[] drawn = Latents.NORMAL.input(width, firstRow, rows, rows);
        generate(conditions.forChunk(seed, firstRow, rows), seed, Latents.NORMAL.limit(), drawn, columns, 0);
        return columns.table().columns();
    }

    private void generate(
            ChunkConditions chunk,
            long[] seed,
            float truncation,
            float[] latent,
            GeneratedColumns columns,
            int firstRow) {
        Manifest.Signature signature = manifest.signature();
        int width = signature.width(Manifest.Signature.LATENT);
        try (TInt64 seedTensor = TInt64.vectorOf(seed);
                TFloat32 condition = floats(chunk.condition(), chunk.rows(), signature.conditions());
                TFloat32 mask = floats(chunk.mask(), chunk.boundsRows(), signature.logits());
                TFloat32 interval = floats(chunk.interval(), chunk.boundsRows(), signature.scalars(), 2);
                TFloat32 limit = TFloat32.scalarOf(truncation);
                TFloat32 latents = floats(latent, width == 0 ? 0 : latent.length / width, width)) {
            Session.Runner runner = bundle.session()
                    .runner()
                    .feed(inputs.get(GenerateSignature.SEED), seedTensor)
                    .feed(inputs.get(GenerateSignature.CONDITION), condition)
                    .feed(inputs.get(GenerateSignature.MASK), mask)
                    .feed(inputs.get(GenerateSignature.INTERVAL), interval);
            if (signature.takes(Manifest.Signature.TRUNCATION)) {
                runner.feed(inputs.get(Manifest.Signature.TRUNCATION), limit);
            }
            if (width > 0) {
                runner.feed(inputs.get(Manifest.Signature.LATENT), latents);
            }
            signature.outputs().forEach(output -> runner.fetch(outputs.get(output.name())));
            try (Result result = runner.run()) {
                for (int index = 0; index < signature.outputs().size(); index++) {
                    Tensor tensor = result.get(index);
                    columns.read(signature.outputs().get(index), tensor, firstRow, chunk.rows());
                }
            }
        }
        columns.correct(chunk, firstRow);
    }

    private static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    @Override
    public void close() {
        bundle.close();
    }
}
