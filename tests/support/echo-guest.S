/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A guest of one boot sector: shows each key's character on its screen and
 * sends it to the first serial port. Escape clears the screen to blue.
 */
  .code16
  .globl _start
_start:
  xor   %ax, %ax
  mov   %ax, %ds
  mov   %ax, %ss
  mov   $0x7c00, %sp
  sti
  mov   $0x0003, %ax            /* text, 80 by 25 */
  int   $0x10
  mov   $0x00e3, %ax            /* 9600 8N1 */
  xor   %dx, %dx
  int   $0x14
  mov   $greeting, %si
greet:
  lodsb
  test  %al, %al
  jz    next
  call  put
  jmp   greet
next:
  xor   %ah, %ah
  int   $0x16
  test  %al, %al
  jz    next
  cmp   $27, %al
  je    blue
  call  put
  jmp   next
blue:
  mov   $0x0600, %ax
  mov   $0x1f, %bh
  xor   %cx, %cx
  mov   $0x184f, %dx
  int   $0x10
  jmp   next
put:
  push  %ax
  mov   $0x0e, %ah
  mov   $0x0007, %bx
  int   $0x10
  pop   %ax
  mov   $0x01, %ah
  xor   %dx, %dx
  int   $0x14
  ret
greeting:
  .asciz "Type here: "
  .org  510
  .word 0xaa55
