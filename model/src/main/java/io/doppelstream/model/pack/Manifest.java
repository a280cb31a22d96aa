package io.doppelstream.model.pack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.Scoring;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json}: everything about a model but its weights. Its SHA-256 is the model's digest.
 *
 * @param formatVersion version of this format, see {@link #FORMAT_VERSION}
 * @param name name of the model
 * @param version version of the model, unique for its name
 * @param kind GAN kind
 * @param createdAt when it was made, ISO-8601
 * @param schema columns, vocabularies included
 * @param recordSchema Avro schema (JSON) of the records: the real data's own
 * @param codec codecs and layout of the encoded row
 * @param conditions layout of the condition vector
 * @param reference distributions of the training rows, which generated rows are held against; manifests before version 0.2
 *     have none
 * @param signature names and types of the {@code generate} signature
 * @param chunkSize records in a chunk, 1 to {@link #LARGEST_CHUNK}
 * @param training how it was trained
 * @param libraries versions that it was made with
 * @param quality figures on the hold-out, by the names of {@code quality.json}
 * @param scoring meaning of the {@code score} signature's outputs; null: the model does not score
 * @param files SHA-256 of every other file of the package, lower-case hexadecimal, by path
 */
@JsonPropertyOrder({
    "formatVersion",
    "name",
    "version",
    "kind",
    "createdAt",
    "chunkSize",
    "schema",
    "recordSchema",
    "training",
    "libraries",
    "quality",
    "signature",
    "codec",
    "conditions",
    "reference",
    "scoring",
    "files"
})
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
        int formatVersion,
        String name,
        String version,
        String kind,
        String createdAt,
        TableSchema schema,
        String recordSchema,
        TableCodec codec,
        ConditionLayout conditions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReferenceMarginal> reference,
        Signature signature,
        int chunkSize,
        Training training,
        Map<String, String> libraries,
        Map<String, Double> quality,
        @JsonInclude(JsonInclude.Include.NON_NULL) Scoring scoring,
        Map<String, String> files) {

    /** The format that this version writes. */
    public static final int FORMAT_VERSION = 1;

    /** Most records in a chunk: all of them are in memory at a time. */
    public static final int LARGEST_CHUNK = 100_000;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** Checks names and versions, and that nothing is missing that every version has. */
    public Manifest {
        if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
            throw new IllegalArgumentException("Expected a model package of format 1 to " + FORMAT_VERSION + ", found "
                    + formatVersion + ": use a newer Doppelstream");
        }
        checkName("model name", name);
        checkName("model version", version);
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
            throw new IllegalArgumentException(
                    "Expected a chunk size of 1 to " + LARGEST_CHUNK + ", found " + chunkSize);
        }
        reference = reference == null ? List.of() : List.copyOf(reference);
        required("schema", schema);
        required("recordSchema", recordSchema);
        required("codec", codec);
        required("conditions", conditions);
        required("signature", signature);
        required("training", training);
        required("libraries", libraries);
        required("quality", quality);
        required("files", files);
        libraries = Map.copyOf(libraries);
        quality = Map.copyOf(quality);
        files = Map.copyOf(files);
    }

    private static void required(String field, Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Expected the field '" + field + "', found none");
        }
    }

    /** Without scores. */
    public Manifest(
            int formatVersion,
            String name,
            String version,
            String kind,
            String createdAt,
            TableSchema schema,
            String recordSchema,
            TableCodec codec,
            ConditionLayout conditions,
            List<ReferenceMarginal> reference,
            Signature signature,
            int chunkSize,
            Training training,
            Map<String, String> libraries,
            Map<String, Double> quality,
            Map<String, String> files) {
        this(
                formatVersion,
                name,
                version,
                kind,
                createdAt,
                schema,
                recordSchema,
                codec,
                conditions,
                reference,
                signature,
                chunkSize,
                training,
                libraries,
                quality,
                null,
                files);
    }

    /** Checks a model name or version: it becomes part of topic names and paths. */
    public static String checkName(String what, String name) {
        if (name == null || !name.matches(NAME)) {
            throw new IllegalArgumentException("Expected a " + what
                    + " of 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit, found '" + name
                    + "'");
        }
        return name;
    }

    /**
     * SHA-256 of the frozen network. Two trainings with the same data, seed and version give the same one, whenever they ran, and so
     * the same records for the same request: it goes into the seeds of chunks.
     */
    public String weightsDigest() {
        return files.get(ModelPackage.SAVED_MODEL + "/saved_model.pb");
    }

    /** The same manifest with these files. */
    public Manifest withFiles(Map<String, String> digests) {
        return with(version, quality, scoring, digests);
    }

    /** The same model under another version. */
    public Manifest withVersion(String other) {
        return with(other, quality, scoring, files);
    }

    /** The same manifest with these figures. */
    public Manifest withQuality(Map<String, Double> figures) {
        return with(version, figures, scoring, files);
    }

    /** The same manifest of a model that scores. */
    public Manifest withScoring(Scoring meaning) {
        return with(version, quality, meaning, files);
    }

    private Manifest with(
            String otherVersion,
            Map<String, Double> otherQuality,
            Scoring otherScoring,
            Map<String, String> otherFiles) {
        return new Manifest(
                formatVersion,
                name,
                otherVersion,
                kind,
                createdAt,
                schema,
                recordSchema,
                codec,
                conditions,
                reference,
                signature,
                chunkSize,
                training,
                libraries,
                otherQuality,
                otherScoring,
                otherFiles);
    }

    /**
     * The {@code generate} signature. Inputs, by these very names: {@code seed} int64[2], a condition vector float32[rows, C] named "condition",
     * {@code mask} float32[rows or 1, L], {@code interval} float32[rows or 1, S, 2].
     *
     * @param conditions C
     * @param logits L
     * @param scalars S
     * @param outputs one a learned column, in the order of the schema
     * @param inputs float32 inputs beyond these, such as {@value #TRUNCATION}; manifests of tables have none
     */
    public record Signature(
            int conditions,
            int logits,
            int scalars,
            List<Output> outputs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Input> inputs) {
        /** Name of the signature. */
        public static final String GENERATE = "generate";
        /**
         * Name of the input t, a scalar above 0: latents are normal, truncated to [-t, t] (Brock et al. 2019).
         */
        public static final String TRUNCATION = "truncation";

        /**
         * Name of the input of latents that the client gives, of {@link Input#width} numbers a row; one that is not a number is drawn.
         */
        public static final String LATENT = "latent";

        /** What the input {@value #TRUNCATION} gets where nothing is truncated: no 32-bit normal number lies outside. */
        public static final double NO_TRUNCATION = 100;

        /** Copies the lists. */
        public Signature {
            outputs = List.copyOf(outputs);
            inputs = inputs == null ? List.of() : List.copyOf(inputs);
        }

        /** Without further inputs. */
        public Signature(int conditions, int logits, int scalars, List<Output> outputs) {
            this(conditions, logits, scalars, outputs, List.of());
        }

        /** Whether there is a further input of this name. */
        public boolean takes(String input) {
            return inputs.stream().anyMatch(known -> known.name().equals(input));
        }

        /** Width of a further input, 0 if there is none or it is a scalar. */
        public int width(String input) {
            return inputs.stream()
                    .filter(known -> known.name().equals(input))
                    .mapToInt(Input::width)
                    .findFirst()
                    .orElse(0);
        }
    }

    /**
     * A further input of the signature.
     *
     * @param name name of the input
     * @param width 0: a scalar, float32[]; else float32[rows or 1, width]
     */
    public record Input(String name, int width) {}

    /**
     * An output of the signature.
     *
     * @param name name of the output
     * @param column index of the column
     * @param type {@code int32} (category index), {@code int64} or {@code float64} (final units), {@code uint8}
     *     [rows, height, width, channels] (images)
     */
    public record Output(String name, int column, String type) {}

    /**
     * How a model was trained.
     *
     * @param rows rows that it was trained on
     * @param holdoutRows rows set aside for the figures
     * @param steps training steps
     * @param seconds wall time of the training
     * @param seed seed of everything random
     * @param dataFingerprint SHA-256 of the training data, the rows set aside for validation included; null in a private
     *     training
     * @param configuration settings of the kind, by name
     * @param selection how the published weights were chosen; null where the last ones were published
     * @param window how a table too large for memory was trained on; null where all rows were in memory
     * @param privacy the budget of differential privacy that was spent; null where none was asked for
     */
    public record Training(
            long rows,
            long holdoutRows,
            long steps,
            double seconds,
            long seed,
            String dataFingerprint,
            Map<String, Object> configuration,
            @JsonInclude(JsonInclude.Include.NON_NULL) Selection selection,
            @JsonInclude(JsonInclude.Include.NON_NULL) Window window,
            @JsonInclude(JsonInclude.Include.NON_NULL) Privacy privacy) {

        /** The last weights were published. */
        public Training(
                long rows,
                long holdoutRows,
                long steps,
                double seconds,
                long seed,
                String dataFingerprint,
                Map<String, Object> configuration) {
            this(rows, holdoutRows, steps, seconds, seed, dataFingerprint, configuration, null, null, null);
        }
    }

    /**
     * Training through a window.
     *
     * @param rows rows that were held in memory at a time, replaced as fast as they were drawn; codecs and frequencies
     *     are those of the first such rows, a uniform sample
     */
    public record Window(int rows) {}

    /**
     * How the published weights were chosen among those of the training.
     *
     * @param validationRows rows that they were measured against, set aside from the training; 0: a part of the rows
     *     that were trained on
     * @param evaluations that were made
     * @param publishedStep training steps after which the model had the published weights
     * @param ending why training ended: {@code budget} or {@code decline}
     */
    public record Selection(int validationRows, int evaluations, long publishedStep, String ending) {}

    /**
     * Differential privacy of the training rows towards whoever has the model: schema, codecs and weights.
     *
     * @param epsilon spent
     * @param delta spent
     * @param adjacency which tables are told apart no better than that: {@code add or remove one row}
     * @param noiseMultiplier deviation of the noise on the critic's gradients, in units of the clipping norm
     * @param clippingNorm largest norm of one row's gradient
     * @param samplingRate chance of each row to be in a batch
     * @param steps of the critic
     * @param histograms noisy histograms that the codecs were fitted to
     * @param histogramNoise deviation of the noise on their counts, in rows
     * @param categoryThreshold noisy count that a category needed to be in a vocabulary
     * @param encoderShare share of the squared epsilon that went to the histograms
     * @param accountant how the budget was counted
     * @param publicFacts what was taken for known and is not protected
     * @param notCovered parts of the package that were computed from real rows without noise
     */
    public record Privacy(
            double epsilon,
            double delta,
            String adjacency,
            double noiseMultiplier,
            double clippingNorm,
            double samplingRate,
            long steps,
            int histograms,
            double histogramNoise,
            double categoryThreshold,
            double encoderShare,
            String accountant,
            List<String> publicFacts,
            List<String> notCovered) {
        /** Copies the lists. */
        public Privacy {
            publicFacts = List.copyOf(publicFacts);
            notCovered = List.copyOf(notCovered);
        }
    }
}
