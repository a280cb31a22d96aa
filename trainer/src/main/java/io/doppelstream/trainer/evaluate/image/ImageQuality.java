package io.doppelstream.trainer.evaluate.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything measured of generated images.
 *
 * @param classifierAccuracy of the classifier behind most figures, on the hold-out, in [0, 1]; empty without classes
 * @param fid Frechet distance of its features between generated images and the hold-out; not comparable with that by
 *     Inception
 * @param realFid the same between as many training images and the hold-out, a mean of several draws
 * @param inceptionScore of the generated images; empty without classes
 * @param realInceptionScore of the hold-out; empty without classes
 * @param labelAgreement share of the generated images whose likeliest class is their label, in [0, 1]; empty without labels
 * @param coverage of the classes; empty without classes
 * @param nearestMedian median distance of generated images to their nearest training image
 * @param holdoutNearestMedian the same of the hold-out: far more than {@code nearestMedian} where the model memorized
 * @param spread variance of the features within a class as a part of that of the hold-out
 * @param collapse what was expected and found where the model forgot most of the data; empty in good health
 * @param images generated images that were measured
 */
public record ImageQuality(
        Optional<Double> classifierAccuracy,
        double fid,
        double realFid,
        Optional<Double> inceptionScore,
        Optional<Double> realInceptionScore,
        Optional<Double> labelAgreement,
        Optional<Coverage> coverage,
        double nearestMedian,
        double holdoutNearestMedian,
        double spread,
        List<String> collapse,
        int images) {

    /** Name of the figure that is 1 for a collapsed model and missing for others. */
    public static final String COLLAPSED = "images.collapsed";

    public ImageQuality {
        collapse = List.copyOf(collapse);
    }

    /** {@link #fid} in units of what real images reach; 1 is as good as real. */
    public double fidRatio() {
        return fid / realFid;
    }

    /** The figures of a manifest by their path in {@code quality.json}. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("images.fidRatio", fidRatio());
        figures.put("images.fid", fid);
        figures.put("images.realFid", realFid);
        classifierAccuracy.ifPresent(figure -> figures.put("images.classifierAccuracy", figure));
        inceptionScore.ifPresent(figure -> figures.put("images.inceptionScore", figure));
        realInceptionScore.ifPresent(figure -> figures.put("images.realInceptionScore", figure));
        labelAgreement.ifPresent(figure -> figures.put("images.labelAgreement", figure));
        coverage.ifPresent(found -> {
            figures.put("images.classes", (double) found.classes());
            figures.put("images.classesCovered", (double) found.covered());
            figures.put("images.klToUniform", found.klToUniform());
            figures.put("images.klToReal", found.klToReal());
        });
        figures.put("images.nearestMedian", nearestMedian);
        figures.put("images.holdoutNearestMedian", holdoutNearestMedian);
        figures.put("images.spread", spread);
        if (!collapse.isEmpty()) {
            figures.put(COLLAPSED, 1.0);
        }
        return figures;
    }
}
