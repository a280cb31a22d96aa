package io.doppelstream.trainer.report;

import io.doppelstream.model.pack.Manifest;

/** Where images and model come from. */
record ImageProvenanceSection(Manifest manifest) implements Section {

    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public void write(Html html) {
        DataTable facts = new DataTable("Where it comes from").texts("What", "Value");
        ModelFacts.provenance(manifest).forEach(fact -> facts.row(fact.name(), fact.value()));
        facts.write(html);
    }
}
