/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A guest of one boot sector without a screen: sends back what the first serial
 * port receives. Ctrl+F: prints for ever. Ctrl+R: restarts. Ctrl+P: switches off.
 */
  .code16
  .globl _start
  .equ  PORT, 0x3f8
_start:
  xor   %ax, %ax
  mov   %ax, %ds
  mov   %ax, %ss
  mov   $0x7c00, %sp
  mov   $0x00e3, %ax            /* 9600 8N1, by the BIOS */
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
  mov   $(PORT + 5), %dx
  in    %dx, %al
  test  $1, %al
  jz    next
  mov   $PORT, %dx
  in    %dx, %al
  cmp   $6, %al
  je    flood
  cmp   $18, %al
  je    restart
  cmp   $16, %al
  je    off
  call  put
  cmp   $13, %al
  jne   next
  mov   $10, %al
  call  put
  jmp   next
flood:
  mov   $'x', %al
  mov   $78, %cx
line:
  call  put
  loop  line
  mov   $13, %al
  call  put
  mov   $10, %al
  call  put
  jmp   flood
restart:
  ljmp  $0xffff, $0
off:
  mov   $0x604, %dx             /* the ACPI registers as SeaBIOS places them */
  mov   $0x2000, %ax
  out   %ax, %dx
  jmp   next
put:
  push  %ax
  mov   $(PORT + 5), %dx
full:
  in    %dx, %al
  test  $0x20, %al
  jz    full
  pop   %ax
  mov   $PORT, %dx
  out   %al, %dx
  ret
greeting:
  .asciz "Serial here: "
  .org  510
  .word 0xaa55
