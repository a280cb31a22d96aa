package io.doppelstream.service.models;

import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionCompiler;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.anomaly.NormalRecords;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.Column;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.record.RecordEncoder;
import io.doppelstream.service.record.UnsupportedRecordSchemaException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** A model ready to generate: the native model, what conditions mean for it, and how its records are written. */
public final class LoadedModel implements AutoCloseable {
    private static final int TRIAL_ROWS = 2;

    /**
     * Resident memory in sizes of the SavedModel, measured with 20 models of each of three tables: 5, 9 and 12. The graph as it
     * was read and as it was optimized, constants as tensors, what a chunk needs, and the manifest on the heap.
     */
    private static final long SAVED_MODELS = 8;

    private final Manifest manifest;
    private final String digest;
    private final NativeModel nativeModel;
    private final GenerateSignature signature;
    private final ConditionCompiler compiler;
    private final RecordEncoder encoder;
    private final RollingFidelity fidelity;
    private final Optional<Detector> detector;
    private final long bytes;
    private NormalRecords normal;

    private LoadedModel(ModelPackage source, NativeModel nativeModel, RecordEncoder encoder)
            throws IOException, ModelPackageException {
        this.manifest = source.manifest();
        this.digest = source.digest();
        this.nativeModel = nativeModel;
        this.signature = GenerateSignature.of(nativeModel, manifest);
        this.detector = manifest.scoring() == null ? Optional.empty() : Optional.of(Detector.of(nativeModel, manifest));
        this.fidelity = new RollingFidelity(manifest.reference());
        this.bytes = SAVED_MODELS * Folders.size(source.savedModel());
        this.compiler = new ConditionCompiler(manifest.schema(), manifest.codec(), manifest.conditions());
        this.encoder = encoder;
    }

    /**
     * Loads a package, and lets it generate, and score where it does, once.
     *
     * @throws ModelPackageException when the package cannot be used, with the reason
     */
    public static LoadedModel load(ModelPackage source, ModelSettings settings)
            throws IOException, ModelPackageException {
        try {
            RecordEncoder encoder = encoder(source);
            NativeModel nativeModel = NativeModel.load(source, settings);
            try {
                LoadedModel model = new LoadedModel(source, nativeModel, encoder);
                model.generate(
                        new long[] {1, 2},
                        model.unconditional().forChunk(new long[] {1, 2}, 0, TRIAL_ROWS),
                        Latents.NORMAL,
                        0,
                        TRIAL_ROWS);
                return model;
            } catch (RuntimeException | ModelPackageException | IOException e) {
                nativeModel.close();
                throw e;
            }
        } catch (RuntimeException e) {
            // Whatever is wrong in a package from outside: parts that do not fit each other fail in many ways.
            throw new ModelPackageException(
                    "Expected model " + source.manifest().name() + "/"
                            + source.manifest().version() + " to load and to generate " + TRIAL_ROWS + " rows, found: "
                            + e,
                    e);
        }
    }

    private static RecordEncoder encoder(ModelPackage source) throws ModelPackageException {
        Manifest manifest = source.manifest();
        try {
            return RecordEncoder.of(manifest.schema(), new Schema.Parser().parse(manifest.recordSchema()));
        } catch (SchemaParseException | UnsupportedRecordSchemaException e) {
            throw new ModelPackageException(
                    "Expected a record schema for the columns of model " + manifest.name() + "/" + manifest.version()
                            + ", found: " + e.getMessage(),
                    e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    public String digest() {
        return digest;
    }

    public RecordEncoder encoder() {
        return encoder;
    }

    /** How close the rows that it generates are to its training rows. */
    public RollingFidelity fidelity() {
        return fidelity;
    }

    /** What scores events; empty where the package has none. */
    public Optional<Detector> detector() {
        return detector;
    }

    /** Memory that the model takes, estimated: {@value #SAVED_MODELS} times the size of its SavedModel. */
    public long bytes() {
        return bytes;
    }

    /** {@code name/version}. */
    public String label() {
        return manifest.name() + "/" + manifest.version();
    }

    /** Checks and compiles the conditions of a request. */
    public ConditionOutcome compile(List<String> conditions) {
        return compiler.compile(conditions);
    }

    private CompiledConditions unconditional() {
        return CompiledConditions.none(manifest.codec().layout(), manifest.conditions());
    }

    /** Checks and compiles the anomalies that a request asks for. */
    public InjectionOutcome compile(Injection wanted) {
        return new InjectionCompiler(
                        compiler,
                        this::normal,
                        detector.map(detector -> detector.ofRows(manifest)),
                        manifest.chunkSize())
                .compile(wanted);
    }

    /** What is normal to the model, generated when it is asked for first. */
    private synchronized NormalRecords normal() {
        if (normal == null) {
            normal = NormalRecords.generate(
                    manifest.schema(), this::rows, manifest.weightsDigest(), unconditional(), manifest.chunkSize());
        }
        return normal;
    }

    /** Whether the model makes images. */
    public boolean makesImages() {
        return manifest.schema().columns().stream().anyMatch(Column::image);
    }

    /**
     * Generates one chunk: one entry a column of the schema, in final units.
     *
     * @param latents of the request
     * @param first index of the chunk's first row in the request
     * @param count rows of the whole request
     */
    public List<ColumnData> generate(long[] seed, ChunkConditions conditions, Latents latents, long first, long count) {
        return signature.generate(seed, conditions, latents, first, count);
    }

    /**
     * Generates rows that meet conditions: {@link #generate}, corrected for the rounding of 32-bit numbers.
     *
     * @param firstRow index of the first row in its request: target shares are kept over the whole request
     * @param requested rows of the whole request
     */
    public List<ColumnData> rows(
            long[] seed, CompiledConditions conditions, long firstRow, int rows, Latents latents, long requested) {
        ChunkConditions inputs = conditions.forChunk(seed, firstRow, rows);
        List<ColumnData> columns = generate(seed, inputs, latents, firstRow, requested);
        inputs.correct(columns, 0);
        return columns;
    }

    /** Generates rows that meet conditions, of normal latents. */
    public List<ColumnData> rows(long[] seed, CompiledConditions conditions, long firstRow, int rows) {
        return rows(seed, conditions, firstRow, rows, Latents.NORMAL, firstRow + rows);
    }

    @Override
    public void close() {
        nativeModel.close();
    }
}
