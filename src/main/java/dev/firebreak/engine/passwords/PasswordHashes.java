package dev.firebreak.engine.passwords;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords. New hashes are slow (bcrypt); hashes of earlier versions (the engine's SHA-512) still
 * match. A wrong password takes as long as a slow hash whether the account is new, old or unknown, so that the time
 * names no account (guarantees.md H17).
 */
@Component
public class PasswordHashes extends PasswordManager {

    private static final String PREFIX = "{" + BcryptEncryptor.NAME + "}";

    private final BcryptEncryptor bcrypt;
    private final String hashOfNoPassword;

    @Autowired
    PasswordHashes(PasswordSettings settings, Clock clock) {
        this(new BcryptEncryptor(settings.cost(), new VerifiedPasswords(clock)));
    }

    private PasswordHashes(BcryptEncryptor bcrypt) {
        super(bcrypt, List.of());
        this.bcrypt = bcrypt;
        this.hashOfNoPassword = bcrypt.encrypt("");
    }

    /**
     * Whether this is the user's password.
     *
     * @param user null if there is no such user
     */
    public boolean matches(String password, UserEntity user) {
        if (user == null) {
            return check(password, null);
        }
        return check(EncryptionUtil.saltPassword(password, user.getSalt()), user.getPassword());
    }

    /** A null hash matches no password. */
    @Override
    public boolean check(String password, String encrypted) {
        var matches = encrypted != null && super.check(password, encrypted);
        if (!matches && !isBcrypt(encrypted)) {
            bcrypt.check(password, hashOfNoPassword);
            return false;
        }
        return matches;
    }

    /** Whether the stored hash is faster to guess than a new one. */
    public boolean isOutdated(String encrypted) {
        return !isBcrypt(encrypted) || bcrypt.isTooCheap(encrypted.substring(PREFIX.length()));
    }

    private static boolean isBcrypt(String encrypted) {
        return encrypted != null && encrypted.startsWith(PREFIX);
    }
}
