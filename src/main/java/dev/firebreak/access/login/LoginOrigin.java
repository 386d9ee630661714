package dev.firebreak.access.login;

import dev.firebreak.text.Hash;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.Authentication;

/**
 * Where a login comes from: the network address, and the browser if the login page is used.
 *
 * @param address an IPv4 address, or the first half of an IPv6 address: one subscriber has all addresses of that half
 * @param device the random value of the browser's device cookie, possibly a new one; null for basic auth
 */
record LoginOrigin(String address, String device) {

    static LoginOrigin of(Authentication login) {
        return login.getDetails() instanceof LoginOrigin origin ? origin : new LoginOrigin("unknown", null);
    }

    /** The names under which the origin is remembered, the more specific first. A device is stored as a hash. */
    List<String> keys() {
        var keys = new ArrayList<String>();
        if (device != null) {
            keys.add("device " + Hash.sha256(device));
        }
        keys.add("address " + address);
        return keys;
    }

    @Override
    public String toString() {
        return address;
    }
}
