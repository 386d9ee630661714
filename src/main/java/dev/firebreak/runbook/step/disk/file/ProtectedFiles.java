package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.catalog.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files that no step deletes, whatever the catalogue allows: audit logs, evidence, records of incidents and logins, what
 * is inside a Git repository or among what people uploaded, and Firebreak's own files (guarantees.md A068, A062).
 */
@Component
public class ProtectedFiles {

    /** Whole words of a path, such as of {@code /var/log/app/audit-2026.log}; not of {@code gitops-auditor}. */
    private static final Set<String> WORDS = Set.of(
            "attachments",
            "audit",
            "audits",
            "auth",
            "btmp",
            "evidence",
            "faillog",
            "firebreak",
            "forensic",
            "forensics",
            "incident",
            "incidents",
            "journal",
            "lastlog",
            "lfs",
            "packages",
            "repositories",
            "secure",
            "security",
            "wtmp");

    private final Path data;

    public ProtectedFiles(@Value("${firebreak.data-dir}") Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    /** Whether the file must stay: by its words, in Firebreak's data, or below {@code settings.keep} of the target. */
    public boolean contains(Target target, String path) {
        return Path.of(path).startsWith(data)
                || Arrays.stream(path.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                        .anyMatch(WORDS::contains)
                || Arrays.stream(path.split("/")).anyMatch(folder -> folder.endsWith(".git"))
                || Arrays.stream(target.settings().getOrDefault("keep", "").split(","))
                        .map(String::trim)
                        .anyMatch(kept -> !kept.isEmpty() && Path.of(path).startsWith(kept));
    }
}
