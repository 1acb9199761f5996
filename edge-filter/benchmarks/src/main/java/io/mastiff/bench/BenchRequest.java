package io.mastiff.bench;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As much of a container's request as the filters ask for, at the cost of a field. */
final class BenchRequest extends HttpServletRequestWrapper {
  private static final HttpServletRequest NOTHING = nothing(HttpServletRequest.class);
  private final String address;
  private @Nullable Map<String, Object> attributes;

  BenchRequest(String address) {
    super(NOTHING);
    this.address = address;
  }

  /** An object of this type that answers every call with null, zero or false. */
  static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Class<?> answer = method.getReturnType();
              if (answer == boolean.class) {
                return false;
              }
              if (answer == int.class) {
                return 0;
              }
              return answer == long.class ? (Object) 0L : null;
            }));
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public int getRemotePort() {
    return 40_000;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return null;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes == null ? null : attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    if (attributes == null) {
      attributes = new HashMap<>(4);
    }
    attributes.put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    if (attributes != null) {
      attributes.remove(name);
    }
  }

  @Override
  public boolean isAsyncSupported() {
    return true;
  }
}
