package dev.firebreak.runbook.step.configuration;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.HostPath;

/**
 * Where a target has its configuration ({@code settings.config}) and the backups of it ({@code settings.configBackups}).
 *
 * @param check the program that says whether a folder holds a valid configuration; empty if there is none
 */
record ConfigurationSettings(String folder, String backups, String check) {

    /** What a backup has beside its files: their checksums, as {@code sha256sum} writes them. */
    static final String SUMS = "SHA256SUMS";

    /** How often the same configuration may be kept. */
    static final int COPIES = 9;

    private static final int SHORT = 12;

    static ConfigurationSettings of(Target target) {
        var settings = target.settings();
        return new ConfigurationSettings(
                settings.getOrDefault("config", ""),
                settings.getOrDefault("configBackups", ""),
                settings.getOrDefault("configCheck", ""));
    }

    /** What a person has to correct in the catalogue; empty if nothing is missing. */
    String missing(String target) {
        if (!HostPath.isBelowAFolder(folder) || !HostPath.isBelowAFolder(backups)) {
            return "settings.config and settings.configBackups of " + target + " must be folders such as"
                    + " /etc/gitops-auditor/config and /var/backups/gitops-auditor-config. Nothing is restored.";
        }
        return check.isEmpty() || HostPath.isBelowAFolder(check)
                ? ""
                : "settings.configCheck of " + target + " must be the path of a program. Nothing is restored.";
    }

    /** Where a backup with this fingerprint is prepared before it takes the place of the configuration. */
    String staged(String fingerprint) {
        return folder + ".firebreak-new-" + fingerprint.substring(0, SHORT);
    }

    /**
     * Where the present configuration is kept.
     *
     * @param copy from 1 to {@link #COPIES}: the same configuration may have been kept before
     */
    String kept(String fingerprint, int copy) {
        return folder + ".firebreak-kept-" + fingerprint.substring(0, SHORT) + (copy == 1 ? "" : "-" + copy);
    }
}
