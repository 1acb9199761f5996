package io.mastiff.edge.sidecar;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The origin's end of an exchange: hands what it reads to the front that uses the connection. */
final class OriginHandler extends ChannelInboundHandlerAdapter {
  private final OriginPool pool;
  private @Nullable FrontHandler front;

  OriginHandler(OriginPool pool) {
    this.pool = pool;
  }

  void attach(@Nullable FrontHandler handler) {
    front = handler;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    FrontHandler user = front;
    if (user == null || !(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
      ctx.close();
      return;
    }
    user.fromOrigin(part);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (front != null) {
      front.originReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (front != null && ctx.channel().isWritable()) {
      front.originWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (front == null) {
      pool.forget(ctx.channel());
    } else {
      front.originClosed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
