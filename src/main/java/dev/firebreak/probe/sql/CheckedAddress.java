package dev.firebreak.probe.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Connects to the address that was checked, whatever the name of the server means by now. The drivers of PostgreSQL and
 * MariaDB make it by the name of its class; they check a certificate against the name all the same.
 */
public final class CheckedAddress extends SocketFactory {

    /** The address to which this thread connects: MariaDB's driver hands nothing on. */
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private final String address;

    /** For MariaDB, within {@link #connect}. */
    public CheckedAddress() {
        this(CURRENT.get());
    }

    /** For PostgreSQL. @param address without a name, such as {@code 192.0.2.1} */
    public CheckedAddress(String address) {
        this.address = address;
    }

    /** Opens a connection whose driver makes sockets to this address in this thread. */
    static Connection connect(String address, String url, Properties properties) throws SQLException {
        CURRENT.set(address);
        try {
            return DriverManager.getConnection(url, properties);
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return new Checked(InetAddress.getByName(address));
    }

    private static final class Checked extends Socket {

        private final InetAddress address;

        private Checked(InetAddress address) {
            this.address = address;
        }

        @Override
        public void connect(SocketAddress server) throws IOException {
            connect(server, 0);
        }

        @Override
        public void connect(SocketAddress server, int millis) throws IOException {
            super.connect(new InetSocketAddress(address, ((InetSocketAddress) server).getPort()), millis);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(port);
    }

    private Socket connected(int port) throws IOException {
        return SocketFactory.getDefault().createSocket(InetAddress.getByName(address), port);
    }
}
