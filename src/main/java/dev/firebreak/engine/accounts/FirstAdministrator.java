package dev.firebreak.engine.accounts;

import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.Role;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.engine.passwords.PasswordRules;
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
import org.camunda.bpm.engine.identity.User;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Creates the administrator {@code admin} if there is no administrator (guarantees.md H7, A16). The password comes from
 * {@code FIREBREAK_ADMIN_PASSWORD}; otherwise it is generated, written to a file that only the owner can read, and
 * shown once.
 */
@Component
class FirstAdministrator implements FirstAdmin {

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

    /**
     * Joins the caller's transaction and lock. A crash before the commit leaves only a file, which the next start
     * replaces.
     */
    void ensureOne() {
        if (identities.createUserQuery().memberOfGroup(Role.ADMIN.group()).count() > 0) {
            return;
        }
        var existing = identities.createUserQuery().userId(ID).singleResult();
        var user = existing == null ? identities.newUser(ID) : existing;
        if (existing == null) {
            user.setFirstName("First");
            user.setLastName("Administrator");
        }
        user.setPassword(configured(user).orElseGet(this::generate));
        identities.saveUser(user);
        identities.createMembership(ID, Role.ADMIN.group());
    }

    private Optional<String> configured(User user) {
        var password = environment.getProperty("FIREBREAK_ADMIN_PASSWORD", "");
        if (!password.isEmpty() && !PasswordRules.admit(password, user)) {
            throw new StartupRefused("FIREBREAK_ADMIN_PASSWORD is too weak. " + PasswordRules.REQUIREMENT);
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
            throw new StartupRefused("firebreak.data-dir: can't write the generated admin password to " + file(), e);
        }
        generated = password;
        return password;
    }

    /** Replaces the file atomically: a kill leaves either no file or a complete one. */
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
