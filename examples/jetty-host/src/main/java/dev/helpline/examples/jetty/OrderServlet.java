package dev.helpline.examples.jetty;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.helpline.chat.spi.auth.Principal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** The calls of the shop, beside {@code /api/chat} and {@code /api/admin/chat} of the chat. */
final class OrderServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Orders orders;
    private final transient ObjectMapper json = new ObjectMapper();

    OrderServlet(Orders orders) {
        this.orders = orders;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Principal> customer = customer(request, response);
        if (customer.isEmpty()) {
            return;
        }
        String item = Objects.requireNonNullElse(request.getParameter("item"), "");
        try {
            reply(response, HttpServletResponse.SC_CREATED, orders.place(customer.get(), item));
        } catch (OutOfStockException e) {
            response.sendError(HttpServletResponse.SC_CONFLICT, "out of stock");
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Principal> customer = customer(request, response);
        if (customer.isEmpty()) {
            return;
        }
        try {
            reply(response, HttpServletResponse.SC_OK, orders.of(customer.get()));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private void reply(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        json.writeValue(response.getOutputStream(), body);
    }

    private static Optional<Principal> customer(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        java.security.Principal user = request.getUserPrincipal();
        if (user == null) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return Optional.empty();
        }
        Optional<Principal> customer = ((User) user).asCustomer();
        if (customer.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
        return customer;
    }
}
