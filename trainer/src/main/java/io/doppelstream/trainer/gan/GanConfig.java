package io.doppelstream.trainer.gan;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.model.codec.CodecFitter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a GAN kind: which networks, which game, how columns are encoded. */
public sealed interface GanConfig permits TabularConfig, CtganConfig, AladConfig, SampleKind {

    /** Names of all kinds. */
    List<String> KINDS = List.of(
            TabularConfig.KIND,
            CtganConfig.KIND,
            AladConfig.KIND,
            VanillaGan.KIND,
            ConditionalGan.KIND,
            DcGan.KIND,
            WganGpGan.KIND,
            R3GanLite.KIND,
            ProjectionGan.KIND,
            AcGan.KIND);

    /** Name of the kind, as in {@code --kind} and in the manifest. */
    String kind();

    /** How the columns of a table are encoded for this kind. */
    CodecFitter codecs();

    /**
     * Rows in a batch.
     *
     * @param tableRows rows of the training table: a tiny one gets smaller batches
     */
    int batchRows(int tableRows);

    /** Whether the marginals of the trained generator are calibrated before it is published. */
    default boolean calibrated() {
        return false;
    }

    /** Whether a target, where one is named, is drawn last, by a classifier that is trained on real rows. */
    default boolean classifiesTarget() {
        return false;
    }

    /** Whether columns take a mixture where validation prefers it, {@link #codecs} being what it is compared with. */
    default boolean validatesEncoders() {
        return false;
    }

    /** Share of the budget that the generator is trained for, in (0, 1]; what is left is a detector's. */
    default double generatorShare() {
        return 1;
    }

    /** Whether a detector of anomalies is trained beside the generator. */
    default boolean detects() {
        return generatorShare() < 1;
    }

    /** Whether it can be trained on a table. */
    default boolean learnsTables() {
        return true;
    }

    /** Whether it can be trained on images. */
    default boolean learnsImages() {
        return false;
    }

    /** Checks the sizes of a kind. */
    static void requirePositive(String kind, int... sizes) {
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("expected positive sizes and a batch of at least 2 for the GAN kind "
                        + kind + ", found " + size);
            }
        }
    }

    /** Checks the rate of a kind's optimizers and the decay of its averaged weights. */
    static void requireTraining(String kind, double learningRate, double averageDecay) {
        require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                kind,
                "a learningRate above 0",
                learningRate);
        require(averageDecay >= 0 && averageDecay < 1, kind, "an averageDecay in [0, 1)", averageDecay);
    }

    /**
     * Checks a number of a kind.
     *
     * @param expected what it should be, by the setting's name
     */
    static void require(boolean holds, String kind, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "expected " + expected + " for the GAN kind " + kind + ", found " + found);
        }
    }

    /** The kind under these settings, on tables. */
    Gan create();

    /** Steps in which as many rows are drawn as so many passes over the table have, at least 1. */
    default long steps(long epochs, int tableRows) {
        return Math.max(1, Math.round((double) epochs * tableRows / batchRows(tableRows)));
    }

    /** The default settings of a kind. */
    static GanConfig of(String kind) {
        return switch (kind) {
            case TabularConfig.KIND -> TabularConfig.defaults();
            case CtganConfig.KIND -> CtganConfig.defaults();
            case AladConfig.KIND -> AladConfig.defaults();
            case VanillaGan.KIND -> VanillaGan.defaults();
            case ConditionalGan.KIND -> ConditionalGan.defaults();
            case DcGan.KIND -> DcGan.defaults();
            case WganGpGan.KIND -> WganGpGan.defaults();
            case R3GanLite.KIND -> R3GanLite.defaults();
            case ProjectionGan.KIND -> ProjectionGan.defaults();
            case AcGan.KIND -> AcGan.defaults();
            default ->
                throw new IllegalArgumentException(
                        "expected one of the GAN kinds " + String.join(", ", KINDS) + ", found '" + kind + "'");
        };
    }

    /**
     * The default settings of a kind with some of them replaced.
     *
     * @param settings by the name of the kind's configuration record's component
     */
    static GanConfig of(String kind, Map<String, Object> settings) {
        GanConfig defaults = of(kind);
        JsonMapper mapper = new JsonMapper();
        Map<String, Object> all = mapper.convertValue(defaults, new TypeReference<TreeMap<String, Object>>() {});
        for (String name : settings.keySet()) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException("expected settings of the GAN kind " + kind + " out of "
                        + all.keySet() + ", found '" + name + "'");
            }
        }
        all.putAll(settings);
        try {
            return mapper.convertValue(all, defaults.getClass());
        } catch (IllegalArgumentException e) {
            String cause = e.getMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException(
                    "expected settings that the GAN kind " + kind + " can be trained with, found " + settings + ": "
                            + cause,
                    e);
        }
    }
}
