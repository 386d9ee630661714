package dev.firebreak.runbook.step.forensics;

import java.util.List;

/** What was read of one target, the most volatile first, and what of it a person has to judge. */
record CollectedEvidence(List<EvidencePart> parts, List<Indicator> indicators) {

    CollectedEvidence {
        parts = List.copyOf(parts);
        indicators = List.copyOf(indicators);
    }

    /** The text of a part; empty if it is missing. */
    static String text(List<EvidencePart> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(EvidencePart::text)
                .findFirst()
                .orElse("");
    }
}
