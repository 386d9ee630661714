package dev.firebreak.runbook.step.forensics;

import dev.firebreak.text.SecretText;

/**
 * One part of the evidence.
 *
 * @param name such as "connections"
 * @param text what was read; empty if nothing was
 * @param problem why it is missing or has gaps; null if it is whole
 */
record EvidencePart(String name, String text, String problem) {

    EvidencePart {
        text = SecretText.masked(text);
    }

    static EvidencePart missing(String name, String why) {
        return new EvidencePart(name, "", why);
    }

    boolean isThere() {
        return !text.isEmpty();
    }

    String file() {
        return name.replace(' ', '-') + ".txt";
    }
}
