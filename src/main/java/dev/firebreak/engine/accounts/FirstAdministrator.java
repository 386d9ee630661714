package dev.firebreak.engine.accounts;

import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.Role;
import dev.firebreak.engine.StartupRefused;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes the administrator {@code admin} where there is none (guarantees.md H7, A16). The password comes from
 * {@code FIREBREAK_ADMIN_PASSWORD}; else it is generated, written for its owner only, and told once.
 */
@Component
class FirstAdministrator implements FirstAdmin {

    private static final int SHORTEST = 10;

    private final IdentityService identities;
    private final Environment environment;
    private volatile String generated;

    FirstAdministrator(IdentityService identities, Environment environment) {
        this.identities = identities;
        this.environment = environment;
    }

    @Override
    public Optional<String> password() {
        return Optional.ofNullable(generated);
    }

    @Override
    public Path file() {
        return Path.of(environment.getProperty("firebreak.data-dir", "./data"), "initial-admin-password");
    }

    /** In the caller's transaction and under its lock; a crash before the commit leaves only a file, which is replaced. */
    void settle() {
        if (identities.createUserQuery().memberOfGroup(Role.ADMIN.group()).count() > 0) {
            return;
        }
        var existing = identities.createUserQuery().userId(ID).singleResult();
        var user = existing == null ? identities.newUser(ID) : existing;
        if (existing == null) {
            user.setFirstName("First");
            user.setLastName("Administrator");
        }
        user.setPassword(configured().orElseGet(this::generate));
        identities.saveUser(user);
        identities.createMembership(ID, Role.ADMIN.group());
    }

    private Optional<String> configured() {
        var password = environment.getProperty("FIREBREAK_ADMIN_PASSWORD", "");
        if (!password.isEmpty() && password.length() < SHORTEST) {
            throw new StartupRefused(
                    "FIREBREAK_ADMIN_PASSWORD is too short: take at least " + SHORTEST + " characters.");
        }
        return Optional.of(password).filter(text -> !text.isEmpty());
    }

    private String generate() {
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            write(password);
        } catch (IOException e) {
            throw new StartupRefused("firebreak.data-dir: the first password can't be written to " + file(), e);
        }
        generated = password;
        return password;
    }

    /** Replaced as a whole, so that a kill leaves either no file or a whole one. */
    private void write(String password) throws IOException {
        Files.createDirectories(file().toAbsolutePath().getParent());
        var draft = Files.createTempFile(file().toAbsolutePath().getParent(), "initial", ".tmp", ownerOnly());
        Files.writeString(draft, password + "\n");
        Files.move(draft, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
